import { systemClock } from '../../src/platform/clock.js';
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { pino } from 'pino';
import request from 'supertest';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findAccountAtServer } from '../../src/accounts/administration/finders.js';
import { resetFactor } from '../../src/accounts/second-factor/reset-commands.js';
import { sealingKey, unseal } from '../../src/accounts/second-factor/sealing.js';
import { newToken } from '../../src/accounts/activation/tokens.js';
import { createApp } from '../../src/app.js';
import type { Role } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { agreed, csrfFrom, postForm, signIn, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';

// The codes are those of a telephone, which knows the real time, whatever the portal's clock says here.

const NOW = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db } = portal;
const key = sealingKey(portal.config.sessionSecret ?? '');
const HALFWAY = '/dang-nhap/xac-minh';
const OWN = '/tai-khoan/xac-minh';
const RULE = '/quan-tri/xac-minh';
let tree: Awaited<ReturnType<typeof makeTree>>;
let serial = 0;

beforeAll(async () => {
  tree = await makeTree(db);
  await makeAccount(db, 'root', tree.province.id, ['ADMIN']);
  await makeAccount(db, 'upper-admin', tree.upper.id, ['ADMIN']);
});

beforeEach(async () => {
  portal.clock.set(NOW);
  await db.secondFactorRule.deleteMany();
  await db.rateLimit.deleteMany();
});

/** An account of its own for each test, with an address. */
async function makePerson(roles: Role[] = ['FILER'], unitId = tree.first.id) {
  serial += 1;
  const username = `person-${serial}`;
  const { id } = await makeAccount(db, username, unitId, roles);
  await db.account.update({ where: { id }, data: { email: `${username}@example.vn` } });
  return { id, username };
}

/** Sets an app up as a person does; answers with its secret and the recovery codes. */
async function enrol(agent: Agent) {
  const page = (await agent.get(`${OWN}/ung-dung`)).text;
  const base32 = /nowrap-groups">([A-Z2-7 ]+)</.exec(page)?.[1]?.replaceAll(' ', '') ?? '';
  const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const typed = { _csrf: csrfFrom(page), sealed, code: codeOf(base32), currentPassword: PASSWORD };
  const answer = await agent.post(`${OWN}/ung-dung`).type('form').send(typed);
  const codes = [...answer.text.matchAll(/<code>(\d{4} \d{4} \d{4})<\/code>/g)].map(([, code]) => code ?? '');
  return { base32, sealed, codes, answer };
}

async function makeEnrolled(roles?: Role[], unitId?: number) {
  const person = await makePerson(roles, unitId);
  const agent = await portal.signedIn(person.username);
  return { ...person, agent, ...(await enrol(agent)) };
}

/** `steps`: of half a minute, from now. */
const codeOf = (base32: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({
    timestamp: systemClock().getTime() + steps * 30_000,
  });
/** Lets codes of this half minute be typed again: the test was faster than a telephone. */
const forgetStep = (accountId: number) =>
  db.authenticatorApp.update({ where: { accountId }, data: { lastStep: 0 } });

/** A browser that has given the password. */
async function halfway(username: string, tiep = '') {
  const agent = portal.visitor();
  const answer = await postForm(agent, '/dang-nhap', { username, password: PASSWORD, tiep });
  expect(answer.status).toBe(303);
  expect(answer.headers['location']).toMatch(/^\/dang-nhap\/xac-minh/);
  return agent;
}
const verify = async (agent: Agent, fields: Record<string, string>) => {
  const _csrf = csrfFrom((await agent.get(HALFWAY)).text);
  return agent
    .post(HALFWAY)
    .type('form')
    .send({ _csrf, ...fields });
};
const isIn = async (agent: Agent) => (await agent.get('/tai-khoan')).status === 200;
/** What the account did, but for signing in. */
const told = (id: number) =>
  db.historyEvent.findMany({
    where: { actorId: id, action: { not: 'signed-in' } },
    orderBy: { id: 'asc' },
    select: { action: true },
  });
const letters = async (id: number) =>
  (
    await db.message.findMany({ where: { accountId: id, kind: 'second-factor' }, orderBy: { id: 'asc' } })
  ).map(({ text }) => text);

test('an app counts once its first code was typed, with the password; its secret is in no column as it is', async () => {
  const { id, username } = await makePerson();
  const agent = await portal.signedIn(username);
  const page = await agent.get(`${OWN}/ung-dung`);
  expect(page.text).toContain('<svg class="qr"');
  const sealed = /name="sealed" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const base32 = /nowrap-groups">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
  const _csrf = csrfFrom(page.text);
  const post = (fields: object) =>
    agent
      .post(`${OWN}/ung-dung`)
      .type('form')
      .send({ _csrf, sealed, ...fields });
  expect((await post({ code: '000000', currentPassword: PASSWORD })).text).toContain('Mã chưa đúng');
  expect((await post({ code: codeOf(base32), currentPassword: 'không phải' })).status).toBe(422);
  expect(await db.authenticatorApp.count({ where: { accountId: id } })).toBe(0);

  const done = await post({ code: codeOf(base32), currentPassword: PASSWORD });
  expect(done.status).toBe(201);
  expect(done.text.match(/<code>\d{4} \d{4} \d{4}<\/code>/g)).toHaveLength(10);
  const kept = await db.authenticatorApp.findUniqueOrThrow({ where: { accountId: id } });
  expect(unseal(key, id, kept.secret)?.equals(Buffer.from(Secret.fromBase32(base32).bytes))).toBe(true);
  expect(unseal(key, id + 1, kept.secret)).toBeUndefined();
  expect(unseal(sealingKey('another'), id, kept.secret)).toBeUndefined();
  const hashes = await db.recoveryCode.findMany({ where: { accountId: id } });
  expect(hashes.every(({ codeHash }) => codeHash.startsWith('$argon2id$'))).toBe(true);
  expect(await told(id)).toEqual([{ action: 'second-factor-added' }]);
  expect(await letters(id)).toEqual([expect.stringContaining('vừa được thêm một ứng dụng xác thực')]);
  expect((await agent.get('/tai-khoan')).text).toContain('Có từ ngày 20/8/2026');
});

test('whoever opens the set-up again sees the key that was scanned, for half an hour; a new app has a new one', async () => {
  const { username } = await makePerson();
  const agent = await portal.signedIn(username);
  const keyIn = async () =>
    /nowrap-groups">([A-Z2-7 ]+)</.exec((await agent.get(`${OWN}/ung-dung`)).text)?.[1] ?? '';
  const first = await keyIn();
  expect(first).toMatch(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  portal.clock.set('2026-08-20T08:29:59+07:00');
  expect(await keyIn()).toBe(first);
  const page = (await agent.get(`${OWN}/ung-dung`)).text;
  expect(page).toContain(`secret=${first.replaceAll(' ', '')}`);
  expect(page).toMatch(/href="otpauth:[^"]+">Mở trong ứng dụng xác thực/);
  portal.clock.set('2026-08-20T08:30:00+07:00');
  const second = await keyIn();
  expect(second).not.toBe(first);
  expect((await enrol(agent)).base32).toBe(second.replaceAll(' ', ''));
  expect(await keyIn()).not.toBe(second);
});

test('each of a wrong code and a wrong password is told, and a recovery code is not used up beside a wrong code', async () => {
  const { username } = await makePerson();
  const agent = await portal.signedIn(username);
  const path = `${OWN}/ung-dung`;
  const page = (await agent.get(path)).text;
  const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const post = (code: string, currentPassword: string) =>
    postForm(agent, path, { sealed, code, currentPassword });
  const both = (await post('000000', 'không phải')).text;
  expect(both).toContain('Mã chưa đúng');
  expect(both).toContain('Mật khẩu không đúng');
  const code = (await post('00000', PASSWORD)).text;
  expect(code).toContain('Mã của ứng dụng có 6 chữ số; bạn đã nhập 5.');
  expect(code).not.toContain('Mật khẩu không đúng');
  expect((await post('000000', '')).text).toContain('Hãy nhập mật khẩu hiện tại của bạn.');

  const { codes } = await enrol(agent);
  const left = () => db.recoveryCode.count({ where: { account: { username }, usedAt: null } });
  await postForm(agent, path, { sealed, code: '000000', currentPassword: codes[0] ?? '' });
  expect(await left()).toBe(10);
});

test('the recovery codes are to be kept before one goes on, and lead back to the own account', async () => {
  const { answer } = await makeEnrolled();
  const [file, next] = ['Tải về tệp chữ', 'Tôi đã cất mã'].map((words) => answer.text.indexOf(words));
  expect(file).toBeLessThan(next ?? 0);
  expect(answer.text).toMatch(/button-primary"[^>]*>Tải về tệp chữ/);
  expect(answer.text).toMatch(
    /<nav[^>]*class="back[^]*?href="\/tai-khoan"|href="\/tai-khoan"[^]*?Tài khoản của tôi/,
  );
});

test('what was typed says which code it should have been, and whom one calls who has none', async () => {
  const { id, username, codes } = await makeEnrolled();
  const agent = await halfway(username);
  const said = async (code: string) => (await verify(agent, { code })).text;
  expect(await said('1234 5678 901')).toContain('Mã khôi phục có 12 chữ số; bạn đã nhập 11.');
  expect(await said('1234-5678-90ab')).toContain('Mã khôi phục chỉ gồm 12 chữ số.');
  expect(await said('12345')).toContain('Mã của ứng dụng có 6 chữ số; bạn đã nhập 5.');
  await db.rateLimit.deleteMany();
  const unused = codes[0] === '0000 0000 0000' ? '0000 0000 0001' : '0000 0000 0000';
  expect(await said(unused)).toContain('Mã khôi phục này không đúng hoặc đã dùng.');
  await db.authenticatorApp.delete({ where: { accountId: id } });
  expect(await said('123456')).toContain('Mã khôi phục có 12 chữ số; bạn đã nhập 6.');
  expect(await said('')).toContain('người quản trị của công đoàn cấp trên đặt lại');

  const above = await makeEnrolled(['ADMIN'], tree.province.id);
  const page = (await (await halfway(above.username)).get(HALFWAY)).text;
  expect(page).toContain('một người quản trị khác của Liên đoàn');
  expect(page).not.toContain('công đoàn cấp trên');
});

test('the rule says whom it hits before it is saved; it begins on no day that is over, but goes on where it began', async () => {
  await makePerson(['ADMIN']);
  const root = await portal.signedIn('root');
  const rule = { roles: 'ADMIN', rootRoles: '', startsOn: '21/8/2026', version: '0' };
  const counts = { roles: { has: 'ADMIN' as const }, deactivatedAt: null };
  const all = await db.account.count({ where: counts });
  const lacking = await db.account.count({ where: { ...counts, secondFactorAt: null } });
  const asked = await postForm(root, RULE, rule);
  expect([asked.status, asked.text]).toEqual([
    200,
    expect.stringContaining(
      `Từ ngày 21/8/2026, ${all} tài khoản vai trò Quản trị ở mọi đơn vị phải có bước xác minh thứ hai; ${lacking} tài khoản chưa thiết lập.`,
    ),
  ]);
  expect(await db.secondFactorRule.count()).toBe(0);

  for (const path of [RULE, agreed(RULE)]) {
    const past = await postForm(root, path, { ...rule, startsOn: '19/8/2026' }, RULE);
    expect([past.status, past.text]).toEqual([422, expect.stringContaining('Ngày bắt đầu đã qua')]);
  }
  const today = await postForm(root, agreed(RULE), { ...rule, startsOn: '20/8/2026' }, RULE);
  expect(today.status).toBe(303);
  expect((await root.get(RULE)).text).toContain(
    'Đã lưu. Phải có bước xác minh thứ hai: Quản trị; từ ngày 20/8/2026.',
  );
  await db.secondFactorRule.updateMany({ data: { startsOn: isoDay('2026-08-01') } });
  const wider = { roles: ['ADMIN', 'LEADER'], startsOn: '1/8/2026', version: '1' };
  const running = await postForm(root, agreed(RULE), wider, RULE);
  expect(running.status).toBe(303);
  const freed = await postForm(root, RULE, { startsOn: '1/8/2026', version: '2' });
  expect(freed.text).toContain('Không còn bắt buộc với vai trò Lãnh đạo, Quản trị ở mọi đơn vị.');
});

test('between the two steps nobody is signed in; then they are where they were going', async () => {
  const { id, username, base32 } = await makeEnrolled();
  await forgetStep(id);
  const agent = await halfway(username, '/tai-khoan/thu-dien-tu');
  expect(await isIn(agent)).toBe(false);
  expect((await agent.get('/tai-khoan/dau-trang')).status).toBe(204);
  const answer = await verify(agent, { code: codeOf(base32), tiep: '/tai-khoan/thu-dien-tu' });
  expect([answer.status, answer.headers['location']]).toEqual([303, '/tai-khoan/thu-dien-tu']);
  expect(await isIn(agent)).toBe(true);
});

test('a browser that follows before the answer to the password has ended is asked for the code, not for the password', async () => {
  const { id, username } = await makeEnrolled();
  await db.$executeRawUnsafe(
    `CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NEW; END'`,
  );
  await db.$executeRawUnsafe(
    'CREATE TRIGGER slowly BEFORE INSERT OR UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION slowly()',
  );
  const page = await portal.visitor().get('/dang-nhap');
  const cookie = (page.headers['set-cookie'] as unknown as string[])
    .map((one) => one.split(';')[0])
    .join('; ');
  const body = new URLSearchParams({ _csrf: csrfFrom(page.text), username, password: PASSWORD });
  const head = await fetch(page.request.url, {
    ...{ method: 'POST', body, redirect: 'manual', headers: { cookie } },
  });
  const where = { data: { path: ['halfway', 'accountId'], equals: id } };
  expect([head.status, await db.session.count({ where })]).toEqual([303, 1]);
  await db.$executeRawUnsafe('DROP TRIGGER slowly ON sessions');
});

test('a code is good once, and no code of before it; one of half a minute ago or ahead is taken', async () => {
  const { id, username, base32 } = await makeEnrolled();
  await forgetStep(id);
  const before = codeOf(base32, -1);
  const code = codeOf(base32);
  expect((await verify(await halfway(username), { code })).status).toBe(303);
  const again = await verify(await halfway(username), { code });
  expect([again.status, again.text]).toEqual([422, expect.stringContaining('đã dùng rồi')]);
  expect((await verify(await halfway(username), { code: before })).status).toBe(422);
  await forgetStep(id);
  expect((await verify(await halfway(username), { code: before })).status).toBe(303);
  expect((await verify(await halfway(username), { code: codeOf(base32, 4) })).status).toBe(422);

  await forgetStep(id);
  const [one, two] = [await halfway(username), await halfway(username)];
  const sent = await Promise.all([one, two].map((agent) => verify(agent, { code: codeOf(base32) })));
  expect(sent.map(({ status }) => status).sort()).toEqual([303, 422]);
});

test('after five wrong codes none is taken for a while, its owner is told once, and other accounts are not held up', async () => {
  const { id, username, base32 } = await makeEnrolled();
  const other = await makeEnrolled();
  await forgetStep(id);
  const agent = await halfway(username);
  for (let guess = 0; guess < 5; guess += 1)
    expect((await verify(agent, { code: '000000' })).status).toBe(422);
  const refused = await verify(await halfway(username), { code: codeOf(base32) });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600);
  await verify(agent, { code: '000000' });
  expect((await letters(id)).filter((text) => text.includes('nhập sai mã xác minh nhiều lần'))).toHaveLength(
    1,
  );
  await forgetStep(other.id);
  expect((await verify(await halfway(other.username), { code: codeOf(other.base32) })).status).toBe(303);
});

test('a recovery code is good once, blanks or not; how many are left is said, and few are warned of', async () => {
  const { id, username, codes } = await makeEnrolled();
  const agent = await halfway(username);
  expect((await verify(agent, { code: codes[0] ?? '' })).status).toBe(303);
  const shown = (await agent.get('/tai-khoan')).text;
  expect(shown).toMatch(/class="warned"[^]*còn 9 mã\. Nếu mất điện thoại, hãy thiết lập lại/);
  expect(shown).not.toContain('class="notice"');
  expect((await told(id)).map(({ action }) => action)).toContain('recovery-code-used');
  expect((await verify(await halfway(username), { code: codes[0]?.replaceAll(' ', '') ?? '' })).status).toBe(
    422,
  );
  await db.recoveryCode.updateMany({
    where: {
      id: { in: (await db.recoveryCode.findMany({ where: { accountId: id }, take: 7 })).map((c) => c.id) },
    },
    data: { usedAt: portal.clock() },
  });
  expect((await agent.get(OWN)).text).toContain('chỉ còn 3 mã khôi phục');

  const made = await postForm(agent, `${OWN}/ma-khoi-phuc`, { currentPassword: PASSWORD });
  expect(made.status).toBe(201);
  expect((await verify(await halfway(username), { code: codes[9] ?? '' })).status).toBe(422);
  const fresh = [...made.text.matchAll(/<code>([\d ]{14})<\/code>/g)].map(([, code]) => code ?? '');
  const file = await agent
    .post(`${OWN}/ma-khoi-phuc.txt`)
    .type('form')
    .send({ _csrf: csrfFrom(made.text), codes: fresh });
  expect(file.headers['content-disposition']).toContain('ma-khoi-phuc.txt');
  for (const code of fresh) expect(file.text).toContain(code);
});

test('the half-way state ends after five minutes, and when the account has changed; what was typed before stays', async () => {
  const { id, username, base32 } = await makeEnrolled();
  await forgetStep(id);
  const carried = JSON.stringify({
    path: '/bao-cao/2026/trao-doi',
    fields: [['text', 'Một ý kiến dài']],
    words: '',
    hadFiles: false,
  });
  const agent = portal.visitor();
  const shown = await postForm(agent, '/dang-nhap', { username, password: PASSWORD, tiep: '', carried });
  expect([shown.status, shown.text]).toEqual([200, expect.stringContaining('Nhập mã xác minh')]);
  expect(shown.text).toContain('Một ý kiến dài');
  const _csrf = csrfFrom(shown.text);
  const wrong = await agent.post(HALFWAY).type('form').send({ _csrf, code: '000000', carried });
  expect(wrong.text).toContain('Một ý kiến dài');

  portal.clock.set('2026-08-20T08:05:01+07:00');
  const late = await agent
    .post(HALFWAY)
    .type('form')
    .send({ _csrf, code: codeOf(base32), carried });
  expect([late.status, late.text]).toEqual([401, expect.stringContaining('Đã quá 5 phút')]);
  expect(late.text).toContain('Một ý kiến dài');
  expect(await isIn(agent)).toBe(false);

  portal.clock.set(NOW);
  const second = await postForm(portal.visitor(), '/dang-nhap', {
    username,
    password: PASSWORD,
    tiep: '',
    carried,
  });
  expect(second.status).toBe(200);
  const other = await halfway(username);
  await db.account.update({ where: { id }, data: { version: { increment: 1 } } });
  expect((await verify(other, { code: codeOf(base32) })).status).not.toBe(303);
  expect(await isIn(other)).toBe(false);

  const last = portal.visitor();
  const third = await postForm(last, '/dang-nhap', { username, password: PASSWORD, tiep: '', carried });
  const sent = { _csrf: csrfFrom(third.text), code: codeOf(base32), carried };
  const resend = await last.post(HALFWAY).type('form').send(sent);
  expect([resend.status, resend.text]).toEqual([200, expect.stringContaining('Gửi lại nội dung này')]);
  expect(resend.text).toContain('action="/bao-cao/2026/trao-doi"');
  expect(resend.text).toContain('Một ý kiến dài');
  expect(await isIn(last)).toBe(true);
});

test('an activation link does not get round the second factor', async () => {
  const { id, username, base32 } = await makeEnrolled();
  await forgetStep(id);
  const { token, hash } = newToken();
  const activationExpiresAt = isoDay('2026-08-28');
  await db.account.update({ where: { id }, data: { activationHash: hash, activationExpiresAt } });
  const agent = portal.visitor();
  const password = 'một mật khẩu mới đặt';
  const answer = await postForm(agent, `/kich-hoat/${token}`, { password, passwordAgain: password });
  expect(answer.headers['location']).toMatch(/^\/dang-nhap\/xac-minh/);
  expect(await isIn(agent)).toBe(false);
  expect((await verify(agent, { code: codeOf(base32) })).status).toBe(303);
  expect(await isIn(agent)).toBe(true);
  expect(username).toBeTruthy();
});

test('who must have a second factor and has none is led to set it up, and nowhere else; running sessions finish', async () => {
  const { id, username } = await makePerson(['ADMIN', 'FILER']);
  portal.clock.set('2026-08-20T20:00:00+07:00');
  const running = await portal.signedIn(username);
  const root = await portal.signedIn('root');
  const rule = { roles: 'ADMIN', rootRoles: 'REVIEWER', startsOn: '21/8/2026', version: '0' };
  expect((await postForm(root, agreed(RULE), rule, RULE)).status).toBe(303);
  expect((await root.get('/quan-tri/tai-khoan?tinh-trang=thieu-xac-minh')).text).toContain(username);
  expect((await lastEventIn(db)).action).toBe('second-factor-required');
  const early = await portal.signedIn(username);
  const told = (await early.get('/quan-tri')).text;
  expect(told).toMatch(
    /class="warned"[^]*Từ ngày 21\/8\/2026[^]*href="\/tai-khoan\/xac-minh">Thiết lập ngay/,
  );
  // What is to be done stays among what an administrator should see to, when the warning is gone.
  const later = (await early.get('/quan-tri')).text;
  expect([later.includes('class="warned"'), later.includes('Không có việc nào phải xem ngay')]).toEqual([
    false,
    false,
  ]);
  expect(later).toContain('Thiết lập bước xác minh thứ hai');

  portal.clock.set('2026-08-21T00:00:00+07:00');
  const agent = portal.visitor();
  const answer = await postForm(agent, '/dang-nhap', {
    username,
    password: PASSWORD,
    tiep: '/quan-tri/don-vi',
  });
  expect(answer.headers['location']).toBe(OWN);
  for (const path of ['/quan-tri', '/bao-cao', '/tai-khoan', '/no-such-page'])
    expect([path, (await agent.get(path)).headers['location']]).toEqual([path, OWN]);
  const page = (await agent.get(OWN)).text;
  expect(page).toContain('Vai trò của bạn phải có bước xác minh thứ hai');
  const typed = { _csrf: csrfFrom(page), text: 'Điều đã gõ', email: 'x@example.vn' };
  const gated = await agent.post('/tai-khoan/thu-dien-tu').type('form').send(typed);
  expect([gated.status, gated.text]).toEqual([403, expect.stringContaining('Điều đã gõ')]);
  expect(gated.text).toContain(`href="${OWN}"`);
  expect((await db.account.findUniqueOrThrow({ where: { id } })).email).toBe(`${username}@example.vn`);
  expect((await running.get('/quan-tri')).status).toBe(200);

  const { answer: done } = await enrol(agent);
  expect(done.text).toContain('href="/quan-tri/don-vi"');
  expect((await agent.get('/quan-tri/don-vi')).status).toBe(200);
  const removal = await postForm(agent, `${OWN}/ung-dung/bo`, { currentPassword: PASSWORD });
  expect([removal.status, removal.text]).toEqual([409, expect.stringContaining('cách duy nhất')]);
  const signedOut = await postForm(await portal.signedIn('root'), '/dang-xuat', {}, OWN);
  expect(signedOut.status).toBe(303);
});

test('taking one away asks for the password, ends the other sessions, and is told', async () => {
  const { id, username, agent, base32 } = await makeEnrolled();
  await forgetStep(id);
  const elsewhere = await halfway(username);
  await verify(elsewhere, { code: codeOf(base32) });
  expect((await postForm(agent, `${OWN}/ung-dung/bo`, { currentPassword: 'sai' })).status).toBe(422);
  expect(await isIn(elsewhere)).toBe(true);
  expect((await postForm(agent, `${OWN}/ung-dung/bo`, { currentPassword: PASSWORD })).status).toBe(303);
  expect([await isIn(agent), await isIn(elsewhere)]).toEqual([true, false]);
  expect(await db.recoveryCode.count({ where: { accountId: id } })).toBe(0);
  expect((await told(id)).at(-1)).toEqual({ action: 'second-factor-removed' });
  expect((await letters(id)).at(-1)).toContain('vừa bị bỏ');
  await signIn(portal.visitor(), username);
});

test('whoever manages the account resets it with a reason: sessions end, it is told; another branch finds none', async () => {
  const { id, username, agent } = await makeEnrolled();
  const path = `/quan-tri/tai-khoan/${id}/dat-lai-xac-minh`;
  const away = await makeEnrolled(['ADMIN'], tree.second.id);
  for (const answer of [
    await away.agent.get(path),
    await postForm(away.agent, path, { reason: 'x' }, '/tai-khoan'),
  ])
    expect(answer.status).toBe(404);
  expect(
    (await postForm(away.agent, `/quan-tri/tai-khoan/${away.id}/dat-lai-xac-minh`, { reason: 'tôi' })).status,
  ).toBe(409);

  const admin = await portal.signedIn('upper-admin');
  expect((await admin.get(`/quan-tri/tai-khoan/${id}`)).text).toContain(path);
  expect((await postForm(admin, path, { reason: ' ' })).status).toBe(422);
  expect((await postForm(admin, path, { reason: 'mất điện thoại' })).status).toBe(303);
  expect(await isIn(agent)).toBe(false);
  const account = await db.account.findUniqueOrThrow({
    where: { id },
    include: { authenticatorApp: true, passkeys: true, recoveryCodes: true },
  });
  expect(account).toMatchObject({
    secondFactorAt: null,
    authenticatorApp: null,
    passkeys: [],
    recoveryCodes: [],
  });
  const event = await db.historyEvent.findFirstOrThrow({ where: { action: 'account-factor-reset' } });
  expect(event.detail).toEqual({ account: username, reason: 'mất điện thoại' });
  expect((await letters(id)).at(-1)).toContain('Lý do: mất điện thoại');
  await signIn(portal.visitor(), username);
});

/** What a browser and its authenticator do, by hand: ES256, no attestation. */
function softPasskey(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
  const told = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const authData = (flags: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), count]);
  };
  const answer = (response: Record<string, Buffer>) =>
    JSON.stringify({
      ...{ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' },
      clientExtensionResults: {},
      response: Object.fromEntries(
        Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')]),
      ),
    });
  return {
    make: (challenge: string) => {
      const credential = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        coseOf(publicKey),
      ]);
      const data = Buffer.concat([authData(0x45), credential]);
      const head = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      ]);
      const attestationObject = Buffer.concat([head, Buffer.from([0x58, data.length]), data]);
      return answer({ clientDataJSON: told('webauthn.create', challenge, origin), attestationObject });
    },
    respond: (challenge: string, from = origin, isCopied = false) => {
      counter = isCopied ? 1 : counter + 1;
      const clientDataJSON = told('webauthn.get', challenge, from);
      const authenticatorData = authData(0x05);
      const signature = sign(
        'sha256',
        Buffer.concat([authenticatorData, sha256(clientDataJSON)]),
        privateKey,
      );
      return answer({ clientDataJSON, authenticatorData, signature });
    },
  };
}

/** An EC public key as CBOR (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y} */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const part = (label: string, value: string) =>
    Buffer.concat([Buffer.from(label, 'hex'), Buffer.from(value, 'base64url')]);
  return Buffer.concat([Buffer.from('a5010203262001', 'hex'), part('215820', x), part('225820', y)]);
}

const optionsIn = (html: string, kind: 'create' | 'get') => {
  const json = new RegExp(`data-passkey-${kind}="([^"]+)"`).exec(html)?.[1]?.replaceAll('&#34;', '"') ?? '{}';
  return JSON.parse(json) as { challenge: string; rpId?: string };
};

async function addSoftPasskey(agent: Agent, name: string) {
  const page = await agent.get(`${OWN}/khoa`);
  const host = page.request.url.replace(/^(https?:\/\/[^/]+).*$/, '$1');
  const passkey = softPasskey(host);
  const made = passkey.make(optionsIn(page.text, 'create').challenge);
  const fields = { _csrf: csrfFrom(page.text), name, passkey: made, currentPassword: PASSWORD };
  return { ...passkey, host, made, answer: await agent.post(`${OWN}/khoa`).type('form').send(fields) };
}

test('a passkey answers its own challenge once, at this address, for its own account, and not when it was removed or copied', async () => {
  const { id, username } = await makePerson();
  const agent = await portal.signedIn(username);
  const phone = await addSoftPasskey(agent, 'Điện thoại');
  expect([phone.answer.status, phone.answer.text]).toEqual([201, expect.stringContaining('Mã khôi phục')]);
  const again = await agent.get(`${OWN}/khoa`);
  const replayed = { _csrf: csrfFrom(again.text), name: 'x', passkey: phone.made, currentPassword: PASSWORD };
  expect((await agent.post(`${OWN}/khoa`).type('form').send(replayed)).status).toBe(422);

  const begin = async () => {
    const browser = await halfway(username);
    const page = (await browser.get(HALFWAY)).text;
    const post = (passkey: string) =>
      browser
        .post(HALFWAY)
        .type('form')
        .send({ _csrf: csrfFrom(page), passkey });
    return { browser, post, ...optionsIn(page, 'get') };
  };
  const right = await begin();
  const answer = phone.respond(right.challenge);
  expect((await right.post(answer)).status).toBe(303);
  expect(await isIn(right.browser)).toBe(true);
  expect((await db.passkey.findFirstOrThrow({ where: { accountId: id } })).lastUsedAt).not.toBeNull();

  const other = await makePerson();
  const stranger = await addSoftPasskey(await portal.signedIn(other.username), 'Của người khác');
  for (const reply of [
    ({ challenge }: { challenge: string }) => stranger.respond(challenge),
    () => answer,
    ({ challenge }: { challenge: string }) => phone.respond(challenge, 'https://cong-gia.example'),
    ({ challenge }: { challenge: string }) => phone.respond(challenge, phone.host, true),
    () => 'không phải JSON',
    () => '{}',
  ]) {
    const tried = await begin();
    const refused = await tried.post(reply(tried));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('chưa được nhận')]);
    expect(await isIn(tried.browser)).toBe(false);
  }
  const twice = await begin();
  await twice.post('{}');
  expect((await twice.post(phone.respond(twice.challenge))).status).toBe(422);

  const kept = await addSoftPasskey(agent, 'Máy tính');
  expect(kept.answer.status).toBe(303);
  const first = await db.passkey.findFirstOrThrow({ where: { accountId: id, name: 'Điện thoại' } });
  const removal = `${OWN}/khoa/${first.id}/bo`;
  const passkeyOfOther = await db.passkey.findFirstOrThrow({ where: { accountId: other.id } });
  expect((await agent.get(`${OWN}/khoa/${passkeyOfOther.id}/bo`)).status).toBe(404);
  expect((await postForm(agent, removal, { currentPassword: PASSWORD })).status).toBe(303);
  const gone = await begin();
  expect((await gone.post(phone.respond(gone.challenge))).status).toBe(422);
  const left = await begin();
  expect((await left.post(kept.respond(left.challenge))).status).toBe(303);
});

test('where the key of the portal has changed, an app is not let by, and a recovery code is', async () => {
  const { id, username, base32, codes } = await makeEnrolled();
  const row = await db.authenticatorApp.findUniqueOrThrow({ where: { accountId: id } });
  const other = await makeEnrolled();
  const foreign = await db.authenticatorApp.findUniqueOrThrow({ where: { accountId: other.id } });
  await db.authenticatorApp.update({
    where: { accountId: id },
    data: { secret: foreign.secret, lastStep: 0 },
  });
  const agent = await halfway(username);
  for (const secret of [base32, other.base32])
    expect((await verify(agent, { code: codeOf(secret) })).text).toContain('không còn đọc được');
  expect((await verify(agent, { code: codes[3] ?? '' })).status).toBe(303);
  expect(row.secret).not.toBe(foreign.secret);
});

test('the only administrator who lost both is reset at the server, which the history says', async () => {
  const { id, username, agent } = await makeEnrolled(['ADMIN'], tree.province.id);
  const managed = await findAccountAtServer(db, username);
  await resetFactor(db, managed!, 'mất cả điện thoại và mã', portal.clock());
  expect(await isIn(agent)).toBe(false);
  const where = { action: 'account-factor-reset', actorId: null };
  const event = await db.historyEvent.findFirstOrThrow({ where });
  expect([event.actorName, event.detail]).toEqual([
    'Người vận hành, tại máy chủ',
    { account: username, reason: 'mất cả điện thoại và mã' },
  ]);
  expect((await letters(id)).at(-1)).toContain('Người vận hành, tại máy chủ vừa đặt lại');
});

test('no code, secret or password stands in the log', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const { id, username } = await makePerson();
  const app = createApp({ ...portal, log });
  const agent = request.agent(app);
  await signIn(agent, username);
  const { base32, sealed, codes } = await enrol(agent);
  await forgetStep(id);
  const code = codeOf(base32);
  const again = request.agent(app);
  await signIn(again, username);
  await verify(again, { code: '135790' });
  expect((await verify(again, { code })).status).toBe(303);
  const said = lines.join('');
  expect(said).toContain('asked for the second factor');
  for (const secret of [...codes, base32, sealed, `"${code}"`, '135790', PASSWORD])
    expect(said).not.toContain(secret);
});
