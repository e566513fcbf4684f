import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issuerOf } from '../../src/document-settings/finders.js';
import { writePdf } from '../../src/platform/documents/pdf.js';
import { BRANCHES_SHOWN } from '../../src/review/following/branches/rules.js';
import { summaryParts } from '../../src/review/summary/finders.js';
import { summaryOf } from '../../src/review/summary/rules.js';
import { summaryDocument, summaryLayout } from '../../src/review/summary/summary-document.js';
import { sendDueSummaries } from '../../src/review/summary/commands.js';
import { download, postForm, startTestApp, type Agent } from '../support/app.js';
import { readPdf } from '../support/documents.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod } from '../support/reports.js';

// Wednesday 19/8/2026. Reports of grassroots unions are due before 25/8; the period is locked on 1/11.
const portal = await startTestApp({ now: '2026-08-19T08:00:00+07:00' });
const { db, clock } = portal;
const SECRET = portal.config.sessionSecret ?? '';
const CHOICE = '/tai-khoan/chon-thu';
let leader: Agent;
let leaderId: number;
let health: number;
let provinceId: number;

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động thành phố' });
  provinceId = province.id;
  health = (await makeUnit(db, { name: 'Công đoàn ngành Y tế', level: 'UPPER_LEVEL', parentId: province.id }))
    .id;
  const schools = await makeUnit(db, { name: 'CĐN KHAC', level: 'UPPER_LEVEL', parentId: province.id });
  for (const name of ['Một', 'Hai', 'Ba']) await makeUnit(db, { name: `CĐCS ${name}`, parentId: health });
  await makeUnit(db, { name: 'CĐCS KHAC', parentId: schools.id });
  await makeUnit(db, { name: 'CĐCS Trực thuộc', parentId: province.id });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  leaderId = (await makeAccount(db, 'leader', province.id, ['LEADER'])).id;
  await makeAccount(db, 'filer', health, ['FILER']);
  await makeAccount(db, 'health', health, ['LEADER']);
  await openTestPeriod(db, 'admin');
  const firstSubmittedAt = new Date('2026-08-18T09:00:00+07:00');
  const filed = { status: 'SUBMITTED' as const, firstSubmittedAt, lastSubmittedAt: firstSubmittedAt };
  await db.report.updateMany({ where: { unitName: { in: ['CĐCS Một', 'CĐCS Hai'] } }, data: filed });
});

beforeEach(async () => {
  leader = await portal.signedIn('leader');
  await db.message.deleteMany();
  const summary = { summaryDay: null, summaryDoneOn: null };
  await db.account.updateMany({ data: { ...summary, email: '', mutedMessages: [] } });
  await db.account.update({ where: { id: leaderId }, data: { email: 'lanhdao@congdoan.vn' } });
});

const versionOf = async (id: number) =>
  String((await db.account.findUniqueOrThrow({ where: { id } })).version);
const choose = async (summaryDay: string, agent = leader, id = leaderId) =>
  postForm(agent, CHOICE, { version: await versionOf(id), summaryDay });
const sendAt = (text: string) => sendDueSummaries(db, SECRET, new Date(`${text}+07:00`));
const letters = () => db.message.findMany({ where: { kind: 'summary' }, orderBy: { id: 'asc' } });

describe('The summary on one page', () => {
  const SAID = ['Tất cả công đoàn cơ sở: 2/5 đã nộp.', 'Đơn vị báo cáo trực tiếp: 0/3 đã nộp.'];

  it('says the same on the screen, in its PDF of one page, and by mail', async () => {
    const html = (await leader.get('/theo-doi/2026/tom-tat')).text;
    // Four figures stand side by side on a phone: a longer word would run into the next.
    expect(html).toContain('data-label="Chấp nhận"');
    const file = await download(leader, '/theo-doi/2026/tom-tat.pdf');
    const pdf = await readPdf(file.body as Buffer);
    expect(pdf.pages).toHaveLength(1);
    await choose('4');
    await sendAt('2026-08-20T06:00:00');
    const [letter] = await letters();
    for (const sentence of SAID)
      for (const text of [html, pdf.pages[0], letter?.text]) expect(text).toContain(sentence);
    expect(letter?.subject).toContain('Tất cả công đoàn cơ sở: 2/5 đã nộp.');
    expect(letter?.text).toContain('Công đoàn ngành Y tế: 2 / 3 CĐCS đã nộp (66,7 %), 0 quá hạn');
    expect(letter?.text).toContain('Tổng cộng: 2 / 5 CĐCS đã nộp (40 %), 0 quá hạn');
  });

  it('has one page in its PDF however many branches it names, with long names too', async () => {
    const parts = await summaryParts(
      db,
      { id: provinceId, name: 'Liên đoàn Lao động thành phố' },
      2026,
      clock(),
    );
    const summary = summaryOf(parts, clock());
    const name = 'Công đoàn ngành Nông nghiệp và Phát triển nông thôn';
    const row = [name, 'Đã nộp, chờ xét duyệt', '100 / 203', '66,7 %', '66,7 %', '66,7 %', '1.203'];
    // Those right below it and the total stand under them.
    const branches = Array.from({ length: BRANCHES_SHOWN + 2 }, () => row);
    const full = { ...summary, branches };
    const issuer = await issuerOf(db, provinceId);
    const file = await writePdf(summaryDocument(full, issuer, clock()), summaryLayout(full));
    expect((await readPdf(file)).pages).toHaveLength(1);
  });

  it('is of the own unit, and of nothing beside it', async () => {
    const html = (await (await portal.signedIn('health')).get('/theo-doi/2026/tom-tat')).text;
    expect(html).toContain('Đơn vị báo cáo trực tiếp: 2/3 đã nộp');
    expect(html).not.toContain('KHAC');
    expect((await leader.get('/theo-doi/1999/tom-tat')).status).toBe(404);
  });
});

describe('The weekly letter', () => {
  it('comes once a week from six in the morning of the day that was chosen, whoever sends it and however often', async () => {
    expect((await choose('4')).status).toBe(303);
    expect(await sendAt('2026-08-20T05:59:59.999')).toBe(0);
    const sent = await Promise.all(Array.from({ length: 5 }, () => sendAt('2026-08-20T06:00:00')));
    expect(sent.reduce((a, b) => a + b)).toBe(1);
    expect(await sendAt('2026-08-23T23:59:59')).toBe(0);
    expect(await sendAt('2026-08-26T23:59:59')).toBe(0);
    expect(await sendAt('2026-08-27T08:00:00')).toBe(1);
    expect((await letters()).map(({ toAddress }) => toAddress)).toEqual(Array(2).fill('lanhdao@congdoan.vn'));
  });

  it('that was missed, since the portal stood still, comes later in its week', async () => {
    await choose('4');
    expect(await sendAt('2026-08-22T07:00:00')).toBe(1);
    expect(await sendAt('2026-08-23T07:00:00')).toBe(0);
  });

  it('of a day that is over comes next week, and another day brings no second one', async () => {
    await choose('2');
    expect(await sendAt('2026-08-19T09:00:00')).toBe(0);
    expect(await sendAt('2026-08-25T09:00:00')).toBe(1);
    clock.set('2026-08-25T10:00:00+07:00');
    expect((await choose('5', await portal.signedIn('leader'))).status).toBe(303);
    clock.set('2026-08-19T08:00:00+07:00');
    expect(await sendAt('2026-08-28T09:00:00')).toBe(0);
    expect(await sendAt('2026-09-04T09:00:00')).toBe(1);
  });

  it('comes to nobody who left, has no address or no such role, and to none after the period is locked', async () => {
    await choose('4');
    const change = (data: object) => db.account.update({ where: { id: leaderId }, data });
    for (const [data, back] of [
      [{ email: '' }, { email: 'lanhdao@congdoan.vn' }],
      [{ deactivatedAt: clock() }, { deactivatedAt: null }],
      [{ roles: ['FILER'] }, { roles: ['LEADER'] }],
    ]) {
      await change(data!);
      expect(await sendAt('2026-08-20T08:00:00')).toBe(0);
      await change(back!);
    }
    expect(await sendAt('2026-11-05T08:00:00')).toBe(0);
    expect(await sendAt('2026-08-20T08:00:00')).toBe(1);
  });

  it('that fails for one holds up nobody else, and is tried again', async () => {
    const { id } = await db.account.findUniqueOrThrow({ where: { username: 'health' } });
    await choose('4', await portal.signedIn('health'), id);
    await db.account.update({ where: { id }, data: { email: 'yte@congdoan.vn' } });
    await choose('4');
    const failing = Math.min(id, leaderId);
    await db.$executeRawUnsafe(
      `ALTER TABLE messages ADD CONSTRAINT broken CHECK (account_id <> ${failing}) NOT VALID`,
    );
    await expect(sendAt('2026-08-20T08:00:00')).rejects.toThrow('1 of 2 failed');
    expect(await letters()).toHaveLength(1);
    await db.$executeRaw`ALTER TABLE messages DROP CONSTRAINT broken`;
    expect(await sendAt('2026-08-20T08:01:00')).toBe(1);
    expect(await letters()).toHaveLength(2);
  });

  it('ends where the unit has become a grassroots union, which has nothing to sum up', async () => {
    const { id } = await db.account.findUniqueOrThrow({ where: { username: 'health' } });
    await db.account.update({ where: { id }, data: { email: 'yte@congdoan.vn', summaryDay: 4 } });
    await db.unit.update({ where: { id: health }, data: { level: 'GRASSROOTS' } });
    expect(await sendAt('2026-08-20T08:00:00')).toBe(0);
    await db.unit.update({ where: { id: health }, data: { level: 'UPPER_LEVEL' } });
    expect(await sendAt('2026-08-20T08:00:00')).toBe(1);
  });

  it('is asked for by who looks after units, and a day that is none keeps what was chosen', async () => {
    const filer = await portal.signedIn('filer');
    const { id } = await db.account.findUniqueOrThrow({ where: { username: 'filer' } });
    expect((await filer.get(CHOICE)).text).not.toContain('Bản tóm tắt hằng tuần');
    await choose('4', filer, id);
    expect((await db.account.findUniqueOrThrow({ where: { id } })).summaryDay).toBeNull();
    await choose('4');
    const refused = await choose('8');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Hãy chọn một ngày trong tuần');
    expect((await leader.get(CHOICE)).text).toContain('<option value="4" selected>Gửi vào thứ Năm</option>');
  });

  it('is left by its own link without signing in, by a button and not by looking', async () => {
    await choose('4');
    await sendAt('2026-08-20T08:00:00');
    const path = /\/bo-nhan-tom-tat\/[^\s\ufdd0]+/.exec((await letters())[0]?.text ?? '')?.[0] ?? '';
    const visitor = portal.visitor();
    const day = async () => (await db.account.findUniqueOrThrow({ where: { id: leaderId } })).summaryDay;
    const shown = await visitor.get(path);
    expect([shown.status, await day()]).toEqual([200, 4]);
    expect((await visitor.get(`${path}x`)).status).toBe(404);
    expect((await visitor.get(path.replace(`/${leaderId}/`, `/${leaderId + 1}/`))).status).toBe(404);
    const left = await postForm(visitor, path, { version: '' });
    expect([left.status, await day()]).toEqual([303, null]);
    expect(await sendAt('2026-08-27T08:00:00')).toBe(0);
  });
});
