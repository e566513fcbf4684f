import { beforeAll, expect, it } from 'vitest';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { openTestPeriod, reportOf } from '../support/reports.js';

const portal = await startTestApp({
  now: '2026-08-20T08:00:00+07:00',
  config: { publicUrl: 'https://neuguong.example.vn' },
});
const { db, clock } = portal;
const PAGE = '/tai-khoan/lich';
let unit: number;
let filer: Agent;

beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  unit = first.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'filer', unit, ['FILER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});

/** Makes an address, and answers with its path. */
async function made(agent: Agent): Promise<string> {
  const answer = await postForm(agent, PAGE, {});
  expect(answer.status).toBe(201);
  return /https:\/\/neuguong\.example\.vn(\/lich\/\d+\/[\w-]{43}\.ics)/.exec(answer.text)![1]!;
}
const feed = (path: string) => portal.visitor().get(path);
const valueIn = (text: string, name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(text)?.[1];
const event = (text: string, uid: string) =>
  text.split('BEGIN:VEVENT').find((part) => part.includes(`UID:${uid}-2026`)) ?? '';

it('shows the own days to whoever has the address, without signing in and without a cookie', async () => {
  const answer = await feed(await made(filer));
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.headers['cache-control']).toBe('private, no-store');
  const due = event(answer.text, 'nop');
  expect(due).toContain('DTSTART;VALUE=DATE:20260824\r\n');
  expect(due).toContain('URL:https://neuguong.example.vn/bao-cao/2026\r\n');
  expect(answer.text).not.toContain('UID:xet-duyet');
});

it('keeps the secret nowhere, and shows it once', async () => {
  const path = await made(filer);
  const token = /([\w-]{43})\.ics/.exec(path)![1]!;
  const { tokenHash } = await db.calendarFeed.findFirstOrThrow();
  expect(tokenHash).not.toContain(token);
  expect((await filer.get(PAGE)).text).not.toContain(token);
  expect((await filer.get(PAGE)).text).toContain('Bạn đã tạo địa chỉ lịch lúc 08:00 ngày 20/8/2026');
});

it('of a new address ends the one before; revoked, wrong, of another account or of a closed one is not found', async () => {
  const old = await made(filer);
  const path = await made(filer);
  expect((await feed(old)).status).toBe(404);
  expect((await feed(path)).status).toBe(200);
  expect((await feed(path.replace(/\/lich\/\d+/, '/lich/999'))).status).toBe(404);
  expect((await feed(path.replace(/[\w-]{3}\.ics/, 'xxx.ics'))).status).toBe(404);
  expect((await feed('/lich/1/x.ics')).status).toBe(404);
  await db.account.update({ where: { username: 'filer' }, data: { deactivatedAt: clock() } });
  expect((await feed(path)).status).toBe(404);
  await db.account.update({ where: { username: 'filer' }, data: { deactivatedAt: null } });
  expect((await feed(path)).status).toBe(200);
  expect((await postForm(filer, `${PAGE}/thu-hoi`, {}, PAGE)).headers['location']).toBe(PAGE);
  expect((await feed(path)).status).toBe(404);
  const actions = await db.historyEvent.findMany({ where: { action: { startsWith: 'calendar-' } } });
  expect(new Set(actions.map(({ action }) => action))).toEqual(
    new Set(['calendar-made', 'calendar-revoked']),
  );
});

it('follows an extension: the same event on another day, with a later sequence', async () => {
  const path = await made(filer);
  const before = event((await feed(path)).text, 'nop');
  const { id } = await reportOf(db, unit);
  await db.report.update({
    where: { id },
    data: { dueBefore: new Date('2026-09-05T00:00:00+07:00') },
  });
  const at = new Date('2026-08-21T09:00:00+07:00');
  await db.historyEvent.create({ data: { at, action: 'report-extended', actorName: 'x', reportId: id } });
  const after = event((await feed(path)).text, 'nop');
  expect(after).toContain('DTSTART;VALUE=DATE:20260904\r\n');
  expect(valueIn(after, 'UID')).toBe(valueIn(before, 'UID'));
  expect(Number(valueIn(after, 'SEQUENCE'))).toBeGreaterThan(Number(valueIn(before, 'SEQUENCE')));
  expect(valueIn(after, 'LAST-MODIFIED')).toBe('20260821T020000Z');
});

it('has for a reviewer the day by which the units below file; for who only administers nothing', async () => {
  const reviewers = await feed(await made(await portal.signedIn('reviewer')));
  expect(event(reviewers.text, 'xet-duyet')).toContain('DTSTART;VALUE=DATE:20260824\r\n');
  expect(event(reviewers.text, 'nop')).toContain('DTSTART;VALUE=DATE:20260909\r\n');
  const admins = await feed(await made(await portal.signedIn('admin')));
  expect(admins.status).toBe(200);
  expect(admins.text).not.toContain('VEVENT');
});
