import { expect, test } from 'vitest';
import { EXAMPLE, newCode, spokenCode } from '../../src/accounts/one-time-code/rules.js';
import { sentence, type EventDetail } from '../../src/history/actions.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const { upper, first, second } = await makeTree(db);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
await makeAccount(db, 'khac', second.id, ['ADMIN']);
const admin = await portal.signedIn('nganh');
const rowOf = (username: string) => db.account.findUniqueOrThrow({ where: { username } });
const addressOf = (id: number) => `/quan-tri/tai-khoan/${id}/ma-mot-lan`;
const codeIn = (html: string) => /<code>([0-9A-Z]{4} [0-9A-Z]{4})<\/code>/.exec(html)?.[1] ?? '';
const ENTER = '/ma-mot-lan';
const CHOSEN = 'mot cau rat dai cua toi';

let serial = 0;
const aPerson = async () => {
  serial += 1;
  const { id } = await makeAccount(db, `lap-${serial}`, first.id, ['FILER']);
  return db.account.update({ where: { id }, data: { phone: '0912345678' } });
};
const make = async (account: { id: number; username: string }, given = {}) => {
  const { version } = await rowOf(account.username);
  const form = { reason: 'Quên mật khẩu', version: String(version), ...given };
  return postForm(admin, addressOf(account.id), form, '/quan-tri/tai-khoan');
};
const enter = (username: string, code: string, visitor = portal.visitor()) =>
  postForm(visitor, ENTER, { username, code });

test('a code is shown once, ends password, link and sessions at once, and says why in the history', async () => {
  const person = await aPerson();
  const signedIn = await portal.signedIn(person.username);
  await db.account.update({ where: { id: person.id }, data: { activationHash: 'x' } });
  const page = await admin.get(addressOf(person.id));
  expect(page.text).toContain('0912 345 678');
  expect(page.text).toContain('Không đọc mã cho người gọi đến');
  const answer = await make(person);
  expect(answer.status).toBe(201);
  const code = codeIn(answer.text);
  for (const words of [person.username, '0912 345 678', 'không có chữ O, chữ I', 'Nhập sai 5 lần thì mã hết'])
    expect(answer.text).toContain(words);
  expect(code).toMatch(/^[0-9EHKMQRVX]{4} [0-9EHKMQRVX]{4}$/);
  expect(await rowOf(person.username)).toMatchObject({ passwordHash: null, activationHash: null });
  expect((await signedIn.get('/tai-khoan')).status).not.toBe(200);
  const kept = await db.oneTimeCode.findUniqueOrThrow({ where: { accountId: person.id } });
  expect(kept.codeHash).toMatch(/^\$argon2id\$/);
  expect(kept.expiresAt).toEqual(new Date('2026-08-20T08:30:00+07:00'));
  expect(await lastEventIn(db)).toMatchObject({
    action: 'one-time-code-made',
    actorName: 'Người dùng nganh',
    detail: { account: person.username, reason: 'Quên mật khẩu' },
  });
  expect((await admin.get(`/quan-tri/tai-khoan/${person.id}`)).text).not.toContain(code);
});

test('whoever was told it chooses a password with it, once, however it was typed', async () => {
  const person = await aPerson();
  const code = codeIn((await make(person)).text);
  const visitor = portal.visitor();
  const answer = await enter(person.username.toUpperCase(), code.toLowerCase().replace(' ', '-'), visitor);
  expect(answer.status).toBe(303);
  const link = answer.headers['location'] as string;
  expect(link).toMatch(/^\/kich-hoat\/ma\.[\w-]{43}$/);
  expect((await enter(person.username, code)).status).toBe(422);
  // Never longer than the code itself would have been good.
  expect((await rowOf(person.username)).activationExpiresAt).toEqual(new Date('2026-08-20T08:30:00+07:00'));
  expect((await visitor.get(link)).text).toContain('<h1>Đặt mật khẩu mới</h1>');
  const chosen = await postForm(visitor, link, { password: CHOSEN, passwordAgain: CHOSEN }, link);
  expect(chosen.status).toBe(303);
  expect((await visitor.get('/tai-khoan')).status).toBe(200);
  const events = await db.historyEvent.findMany({ where: { actorId: person.id }, orderBy: { id: 'asc' } });
  expect(events.map(({ action }) => action)).toEqual([
    'one-time-code-used',
    'account-activated',
    'signed-in',
  ]);
  const told = events.map(({ action, detail }) => sentence(action, detail as EventDetail));
  expect(told[1]).toBe('đã đặt mật khẩu bằng mã một lần');
});

test('the example beside the field could be a code', async () => {
  expect((await portal.visitor().get(ENTER)).text).toContain(EXAMPLE);
  const signs = new Set(Array.from({ length: 200 }, newCode).join(''));
  expect(Array.from(EXAMPLE.replace(' ', '')).filter((sign) => !signs.has(sign))).toEqual([]);
  expect(EXAMPLE).toHaveLength(spokenCode(newCode()).length);
  expect(['O', 'I', 'L'].filter((sign) => signs.has(sign))).toEqual([]);
});

test('of two who enter it at once one gets in', async () => {
  const person = await aPerson();
  const code = codeIn((await make(person)).text);
  const answers = await Promise.all([enter(person.username, code), enter(person.username, code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
});

test('after five tries it is void, also for the right one', async () => {
  const person = await aPerson();
  const code = codeIn((await make(person)).text);
  for (let at = 0; at < 5; at++) {
    const answer = await enter(person.username, '0000 0000');
    expect([answer.status, answer.text.includes('không đúng, hoặc mã đã hết hiệu lực')]).toEqual([422, true]);
    expect(answer.text).toContain(`value="${person.username}"`);
    expect(answer.text).not.toContain('0000');
  }
  expect((await enter(person.username, code)).status).toBe(422);
  expect((await db.oneTimeCode.findUniqueOrThrow({ where: { accountId: person.id } })).tries).toBe(5);
});

test('after thirty minutes, for a closed account, or beside a newer link it lets nobody in', async () => {
  const [late, closed, linked] = [await aPerson(), await aPerson(), await aPerson()];
  const codes = [];
  for (const person of [late, closed, linked]) codes.push(codeIn((await make(person)).text));
  await db.account.update({ where: { id: closed.id }, data: { deactivatedAt: clock() } });
  const { version } = await rowOf(linked.username);
  const path = `/quan-tri/tai-khoan/${linked.id}/lien-ket`;
  await postForm(admin, path, { version: String(version) }, '/quan-tri/tai-khoan');
  expect((await enter(closed.username, codes[1]!)).status).toBe(422);
  expect((await enter(linked.username, codes[2]!)).status).toBe(422);
  clock.set('2026-08-20T08:30:00+07:00');
  expect((await enter(late.username, codes[0]!)).status).toBe(422);
  clock.set('2026-08-20T08:00:00+07:00');
  expect((await enter(late.username, codes[0]!)).status).toBe(303);
});

test('one name from one address is not tried without end, known or not', async () => {
  const visitor = portal.visitor();
  const statuses = [];
  for (let at = 0; at < 11; at++) statuses.push((await enter('khong-co-ai', '12345678', visitor)).status);
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 422));
  expect(statuses[10]).toBe(429);
  await db.rateLimit.deleteMany();
});

test('only an administrator above gives one, with a reason, and to nobody the own', async () => {
  const person = await aPerson();
  const stranger = await portal.signedIn('khac');
  expect((await stranger.get(addressOf(person.id))).status).toBe(404);
  const refused = await make(person, { reason: '' });
  expect([refused.status, refused.text.includes('Hãy nhập lý do')]).toEqual([422, true]);
  const stale = await make(person, { version: '0' });
  expect([stale.status, stale.text.includes('value="Quên mật khẩu"')]).toEqual([409, true]);
  const own = await rowOf('nganh');
  expect((await make(own)).status).toBe(409);
  // Nothing has ended: the password is good.
  await portal.signedIn(person.username);
  expect(await db.oneTimeCode.count({ where: { accountId: { in: [person.id, own.id] } } })).toBe(0);
});
