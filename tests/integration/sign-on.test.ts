import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig, type SignOnSettings } from '../../src/config.js';
import { csrfFrom, startTestApp, type Agent, type TestApp } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { startIdentityProvider, type Person } from '../support/identity-provider.js';

const START = '/dang-nhap-mot-lan';
const BACK = `${START}/tra-loi`;
const publicUrl = 'http://cong.example.vn';
const PASSWORD_STAYS = 'Bạn vẫn đăng nhập được bằng mật khẩu.';

const idp = await startIdentityProvider(publicUrl + BACK);
const settings: SignOnSettings = {
  issuer: idp.issuer,
  ...idp.client,
  claim: 'email',
  name: 'Tài khoản tỉnh',
};
const portal = await portalWith();
const { db, clock } = portal;

/** A portal with an account each of who signs in, and one whose address two have. */
async function portalWith(more: Partial<SignOnSettings> = {}): Promise<TestApp> {
  const made = await startTestApp({ config: { publicUrl, signOn: { ...settings, ...more } } });
  const { first } = await makeTree(made.db);
  const emails = {
    lap: 'Lap@congdoan.vn',
    nghi: 'nghi@congdoan.vn',
    ky: 'chung@congdoan.vn',
    hai: 'chung@congdoan.vn',
  };
  for (const [username, email] of Object.entries(emails)) {
    const { id } = await makeAccount(made.db, username, first.id, ['FILER']);
    const deactivatedAt = username === 'nghi' ? made.clock() : null;
    await made.db.account.update({ where: { id }, data: { email, deactivatedAt } });
  }
  return made;
}

const verified = (email: string): Person => ({ sub: email, email, email_verified: true });
const LAP = verified('lap@congdoan.vn');

/** Leaves for the provider, signs in there, and answers with the way back. */
async function leave(agent: Agent, person: Person, next = ''): Promise<{ path: string; cookie: string }> {
  const gone = await agent.get(START + (next && `?tiep=${encodeURIComponent(next)}`));
  expect([gone.status, gone.headers['location']]).toEqual([302, expect.stringContaining(`${idp.issuer}/`)]);
  const back = await idp.signIn(gone.headers['location'] ?? '', person);
  const [cookie = ''] = /dang-vao=[^;]+/.exec(String(gone.headers['set-cookie'])) ?? [];
  return { path: back.replace(publicUrl, ''), cookie };
}

const isIn = async (agent: Agent) => (await agent.get('/tai-khoan')).status === 200;

async function expectRefused(answer: Awaited<ReturnType<Agent['get']>>, words: string, status = 403) {
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
  expect(answer.text).toContain(PASSWORD_STAYS);
  expect(answer.text).toContain('name="password"');
  expect(await db.session.count({ where: { accountId: { not: null } } })).toBe(0);
}

describe('signing in at the other system', () => {
  test('signs in the one active account with the verified address, in whatever case, as a password does', async () => {
    const agent = portal.visitor();
    const page = await agent.get('/dang-nhap');
    expect(page.text).toContain(`href="${START}"`);
    expect(page.text).toContain('Đăng nhập bằng Tài khoản tỉnh');
    const { path } = await leave(agent, LAP);
    const answer = await agent.get(path);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao']);
    expect(await isIn(agent)).toBe(true);
    const account = await db.account.findUniqueOrThrow({
      where: { username: 'lap' },
      include: { sessions: true },
    });
    expect(account.signedInAt).toEqual(clock());
    expect(account.sessions).toMatchObject([{ address: '127.0.0.1', beganAt: clock() }]);
    await db.session.deleteMany();
  });

  test('signs in who has confirmed an address that somebody else wrote, too', async () => {
    const wrote = (confirmed: boolean) => ({
      where: { username: 'hai' },
      data: { emailConfirmedAt: confirmed ? portal.clock() : null },
    });
    await db.account.update(wrote(true));
    const agent = portal.visitor();
    await agent.get((await leave(agent, verified('chung@congdoan.vn'))).path);
    await db.account.update(wrote(false));
    expect(await isIn(agent)).toBe(true);
    expect(await db.session.count({ where: { account: { username: 'hai' } } })).toBe(1);
    await db.session.deleteMany();
  });

  test('leads to the page that was asked for, and never elsewhere', async () => {
    for (const [next, to] of [
      ['/bao-cao/2026?lan=1', '/bao-cao/2026?lan=1'],
      ['//evil.vn', '/bao-cao'],
    ] as const) {
      const agent = portal.visitor();
      const { path } = await leave(agent, LAP, next);
      expect((await agent.get(path)).headers['location']).toBe(to);
    }
    await db.session.deleteMany();
  });

  test('asks with PKCE, state and nonce, and writes no session for whoever only leaves', async () => {
    const before = await db.session.count();
    const gone = await portal.visitor().get(START);
    const asked = new URL(gone.headers['location'] ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{ response_type: 'code', scope: 'openid email', code_challenge_method: 'S256' },
      ...{ redirect_uri: publicUrl + BACK, client_id: idp.client.clientId },
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(String(gone.headers['set-cookie'])).toMatch(
      /^dang-vao=[^;]+; Max-Age=600; Path=\/; .*HttpOnly; SameSite=Lax$/,
    );
    expect(gone.headers['content-security-policy']).toContain("form-action 'self'");
    expect(await db.session.count()).toBe(before);
  });

  test('by username where that is set', async () => {
    const byName = await portalWith({ claim: 'preferred_username' });
    const agent = byName.visitor();
    const { path } = await leave(agent, { sub: 'x-1', preferred_username: 'LAP' });
    expect((await agent.get(path)).status).toBe(303);
    expect(await isIn(agent)).toBe(true);
  });

  test('loses nothing that an expired session posted', async () => {
    const agent = portal.visitor();
    const refused = await agent.post('/bao-cao/2026/chung').type('form').send({ note: 'Còn nguyên' });
    expect(refused.text).toContain('đăng nhập bằng Tài khoản tỉnh ở thẻ mới');
    const { path } = await leave(agent, LAP);
    expect((await agent.get(path)).status).toBe(303);
    const answer = await agent
      .post('/dang-nhap')
      .type('form')
      .send({ ...hiddenFields(refused.text), username: '', password: '' });
    expect(answer.text).toContain('Còn nguyên');
    expect(answer.text).toContain('action="/bao-cao/2026/chung"');
    await db.session.deleteMany();
  });
});

describe('nobody is signed in, and no account is made', () => {
  test.each<[what: string, person: Person, words: string]>([
    [
      'an unknown person',
      verified('la@congdoan.vn'),
      'Không có tài khoản nào đang hoạt động trên cổng ứng với “la@congdoan.vn”',
    ],
    ['an address that is part of another', verified('_ap@congdoan.vn'), 'Không có tài khoản nào'],
    ['a closed account', verified('nghi@congdoan.vn'), 'Không có tài khoản nào'],
    ['an address of two', verified('chung@congdoan.vn'), 'Nhiều tài khoản cùng ghi “chung@congdoan.vn”'],
    [
      'an unverified address',
      { ...LAP, email_verified: false },
      'chưa xác minh địa chỉ thư “lap@congdoan.vn”',
    ],
    [
      'an address of whose verification nothing is said',
      { sub: 'y', email: 'lap@congdoan.vn' },
      'chưa xác minh',
    ],
    ['a person without an address', { sub: 'z' }, 'không cho cổng biết bạn là ai'],
    ['letters that only look the same', verified('\u212Alap@congdoan.vn'), 'không cho cổng biết bạn là ai'],
  ])('for %s', async (_what, person, words) => {
    const accounts = await db.account.count();
    const agent = portal.visitor();
    await expectRefused(await agent.get((await leave(agent, person)).path), words);
    expect(await isIn(agent)).toBe(false);
    expect(await db.account.count()).toBe(accounts);
  });

  const NOT_PROVEN = 'Lần đăng nhập bằng Tài khoản tỉnh này không dùng được';

  test('for a forged state, and then the cookie is used up', async () => {
    const agent = portal.visitor();
    const { path } = await leave(agent, LAP);
    await expectRefused(await agent.get(path.replace(/state=[^&]+/, 'state=forged')), NOT_PROVEN);
    await expectRefused(await agent.get(path), NOT_PROVEN);
  });

  test('for a way back that began in another browser, or was made up', async () => {
    const { path, cookie } = await leave(portal.visitor(), LAP);
    await expectRefused(await portal.visitor().get(path), NOT_PROVEN);
    for (const forged of ['dang-vao=x', `${cookie}x`, `dang-vao=e30.${cookie.split('.')[1]}`])
      await expectRefused(await portal.visitor().get(path).set('Cookie', forged), NOT_PROVEN);
  });

  test('for a code that was used', async () => {
    const agent = portal.visitor();
    const { path, cookie } = await leave(agent, LAP);
    expect((await agent.get(path)).status).toBe(303);
    await db.session.deleteMany();
    await expectRefused(await portal.visitor().get(path).set('Cookie', cookie), NOT_PROVEN);
  });

  test('for a way back after more than ten minutes', async () => {
    const start = clock();
    const agent = portal.visitor();
    const { path, cookie } = await leave(agent, LAP);
    clock.set(new Date(start.getTime() + 600_000));
    await expectRefused(await portal.visitor().get(path).set('Cookie', cookie), NOT_PROVEN);
    clock.set(start);
  });

  test('for a code of another provider, or a refusal there', async () => {
    for (const more of ['iss=http%3A%2F%2Fevil.vn', 'error=access_denied&iss=']) {
      const agent = portal.visitor();
      const { path } = await leave(agent, LAP);
      await expectRefused(await agent.get(path.replace(/iss=[^&]*/, more)), NOT_PROVEN);
    }
  });
});

describe('where the other system does not answer', () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  afterAll(() => silent.close());
  const portOf = (server: typeof silent) => (server.address() as AddressInfo).port;

  test.each([
    ['is down', () => 'http://127.0.0.1:1'],
    ['is another than it says', () => idp.issuer.replace('127.0.0.1', 'localhost')],
    ['is silent for five seconds', () => `http://127.0.0.1:${portOf(silent)}`],
  ])('because it %s, the password does', async (_how, issuer) => {
    if (!silent.listening) await once(silent, 'listening');
    const alone = await portalWith({ issuer: issuer() });
    const agent = alone.visitor();
    const answer = await agent.get(`${START}?tiep=%2Fbao-cao`);
    await expectRefused(answer, 'Nơi đăng nhập “Tài khoản tỉnh” hiện không trả lời.', 503);
    const fields = { _csrf: csrfFrom(answer.text), tiep: '/bao-cao', username: 'lap', password: PASSWORD };
    expect((await agent.post('/dang-nhap').type('form').send(fields)).headers['location']).toBe('/bao-cao');
  });
});

describe('the settings', () => {
  const set = {
    OIDC_ISSUER: 'https://sso.example.vn/realms/cd',
    OIDC_CLIENT_ID: 'cong',
    OIDC_CLIENT_SECRET: 'x',
  };

  test('are read, with the name of the host and the address where nothing else is said', () => {
    expect(readConfig({}).signOn).toBeUndefined();
    expect(readConfig(set).signOn).toEqual({
      ...{ issuer: set.OIDC_ISSUER, clientId: 'cong', clientSecret: 'x' },
      ...{ claim: 'email', name: 'sso.example.vn' },
    });
  });

  test.each<[Record<string, string>, string]>([
    [
      { ...set, OIDC_CLIENT_SECRET: '' },
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together',
    ],
    [{ OIDC_CLIENT_ID: 'cong' }, 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together'],
    [
      { ...set, OIDC_ISSUER: 'sso.example.vn' },
      'OIDC_ISSUER must be like https://sso.example.vn/realms/congdoan',
    ],
    [{ ...set, OIDC_CLAIM: 'phone' }, 'OIDC_CLAIM must be email, preferred_username or sub'],
    [
      { ...set, OIDC_ISSUER: 'http://sso.example.vn', NODE_ENV: 'production', PUBLIC_URL: 'https://cong.vn' },
      'OIDC_ISSUER must begin with https: when NODE_ENV=production',
    ],
  ])('%j: one line says what is wrong', (env, line) => {
    expect(() => readConfig(env)).toThrow(line);
  });
});
