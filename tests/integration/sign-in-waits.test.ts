import { describe, expect, test } from 'vitest';
import { sentence, type EventDetail } from '../../src/history/actions.js';
import { csrfFrom, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';

// docs/decisions/0071: nobody has a lever with which to keep another person out.

const portal = await startTestApp({ config: { trustProxy: 1 } });
const { db, clock } = portal;
const { province, first } = await makeTree(db);
await makeAccount(db, 'quantri', province.id, ['ADMIN']);

/** Tries to sign in from an address. */
async function attempt(agent: Agent, from: string, username: string, password: string) {
  const here = { 'X-Forwarded-For': from };
  const _csrf = csrfFrom((await agent.get('/dang-nhap').set(here)).text);
  return agent.post('/dang-nhap').set(here).type('form').send({ _csrf, username, password });
}

/** A browser that signed in with the account before, and out. */
async function knownBrowser(username: string, from: string): Promise<Agent> {
  const agent = portal.visitor();
  expect((await attempt(agent, from, username, PASSWORD)).status).toBe(303);
  await postForm(agent, '/dang-xuat', {}, '/tai-khoan');
  return agent;
}

async function failTimes(times: number, from: string, username: string): Promise<number[]> {
  const [agent, statuses]: [Agent, number[]] = [portal.visitor(), []];
  for (let i = 0; i < times; i += 1) statuses.push((await attempt(agent, from, username, 'sai')).status);
  return statuses;
}

const later = (seconds: number) => clock.set(new Date(clock().getTime() + seconds * 1000));
const failuresTold = (account: string) =>
  db.historyEvent.findMany({
    where: { action: 'sign-in-failed', detail: { path: ['account'], equals: account } },
    orderBy: { id: 'asc' },
  });

describe('a stranger with any number of addresses and attempts', () => {
  test.each([
    ['one address, many attempts', 1, 30],
    ['many addresses, a few attempts each', 12, 4],
    ['many addresses, all held at the end', 6, 8],
  ])(
    '%s: the owner comes in at a known browser, and at a fresh address',
    async (_how, addresses, attempts) => {
      const owner = `chu${addresses}`;
      await makeAccount(db, owner, first.id, ['FILER']);
      const known = await knownBrowser(owner, '203.0.113.1');
      await Promise.all(
        Array.from({ length: addresses }, (_, i) => failTimes(attempts, `198.51.100.${i + 1}`, owner)),
      );
      expect((await attempt(known, '203.0.113.1', owner, PASSWORD)).status).toBe(303);
      expect((await attempt(portal.visitor(), '203.0.113.77', owner, PASSWORD)).status).toBe(303);
      // Even from where the stranger sits.
      await postForm(known, '/dang-xuat', {}, '/tai-khoan');
      expect((await attempt(known, '198.51.100.1', owner, PASSWORD)).status).toBe(303);
    },
  );

  test('makes the history grow by a few rows, and by none for a name that nobody has', async () => {
    const { id } = await makeAccount(db, 'bi.do', first.id, ['FILER']);
    const before = await db.historyEvent.count();
    await Promise.all(Array.from({ length: 20 }, (_, i) => failTimes(6, `192.0.2.${i + 1}`, 'bi.do')));
    await failTimes(6, '192.0.2.99', 'khong.co.ai');
    await eventually(() => failuresTold('bi.do')).toHaveLength(12);
    expect(await db.historyEvent.count()).toBe(before + 12);
    expect(await db.account.findUniqueOrThrow({ where: { id } })).toMatchObject({ version: 1 });
  });
});

describe('at one place', () => {
  test.each(['co.that', 'khong.co'])('the waits grow, and end by themselves: %s', async (username) => {
    if (username === 'co.that') await makeAccount(db, username, first.id, ['FILER']);
    const agent = portal.visitor();
    const from = '203.0.113.20';
    expect(await failTimes(5, from, username)).toEqual([422, 422, 422, 422, 422]);
    for (const seconds of [60, 120, 240, 480, 900, 900]) {
      const held = await attempt(agent, from, username, PASSWORD);
      expect([held.status, held.headers['retry-after']]).toEqual([429, String(seconds)]);
      expect(held.text).toContain(`Hãy đợi khoảng ${seconds / 60} phút`);
      expect(held.text).toContain('để bỏ khóa đăng nhập');
      later(seconds - 1);
      expect((await attempt(agent, from, username, PASSWORD)).status).toBe(429);
      later(1);
      expect((await attempt(agent, from, username, 'sai')).status).toBe(422);
    }
    later(900);
    expect((await attempt(agent, from, username, PASSWORD)).status).toBe(username === 'co.that' ? 303 : 422);
  });

  test.each(['co.loi', 'khong.co.loi'])(
    'the last failure before the wait says so, and that which begins it says for how long: %s',
    async (username) => {
      if (username === 'co.loi') await makeAccount(db, username, first.id, ['FILER']);
      const [agent, from] = [portal.visitor(), '203.0.113.25'];
      const said = async (password = 'sai') => (await attempt(agent, from, username, password)).text;
      for (let i = 0; i < 3; i += 1)
        expect(await said()).toContain('Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại.');
      expect(await said()).toContain('Nếu sai một lần nữa, bạn phải đợi 1 phút mới được thử tiếp.');
      const waits = 'Đã nhập sai 5 lần. Hãy đợi khoảng 1 phút rồi thử lại.';
      for (const password of ['sai', PASSWORD]) expect(await said(password)).toContain(waits);
    },
  );

  test('attempts at the same time do not get by the count', async () => {
    await makeAccount(db, 'cung.luc', first.id, ['FILER']);
    const agent = portal.visitor();
    const from = { 'X-Forwarded-For': '203.0.113.30' };
    const _csrf = csrfFrom((await agent.get('/dang-nhap').set(from)).text);
    const posted = { _csrf, username: 'cung.luc', password: 'sai' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => agent.post('/dang-nhap').set(from).type('form').send(posted)),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  test('all addresses of one IPv6 line are one place', async () => {
    await makeAccount(db, 'duong.day', first.id, ['FILER']);
    for (let i = 1; i <= 5; i += 1) await failTimes(1, `2001:db8:1:2::${i}`, 'duong.day');
    expect(await failTimes(1, '2001:db8:1:2:ffff::9', 'duong.day')).toEqual([429]);
    expect(await failTimes(1, '2001:db8:1:3::1', 'duong.day')).toEqual([422]);
  });

  test('an administrator lifts it, which is recorded; no other administrator does', async () => {
    const { id } = await makeAccount(db, 'duoc.mo', first.id, ['FILER']);
    await makeAccount(db, 'nhanh', first.id, ['ADMIN']);
    const from = '203.0.113.40';
    const admin = await portal.signedIn('quantri');
    const page = `/quan-tri/tai-khoan/${id}`;
    expect((await admin.get(page)).text).not.toContain('Bỏ khóa đăng nhập');
    expect((await failTimes(6, from, 'duoc.mo')).at(-1)).toBe(429);
    const { text } = await admin.get(page);
    expect(text).toContain('Bỏ khóa đăng nhập');
    expect(text).toMatch(/Đang phải đợi đến \d\d:\d\d vì sai mật khẩu 5 lần/);
    expect(text).not.toContain('Đang hoạt động');
    const below = await portal.signedIn('nhanh');
    const { id: above } = await db.account.findUniqueOrThrow({ where: { username: 'quantri' } });
    const refused = await postForm(
      below,
      `/quan-tri/tai-khoan/${above}/bo-khoa`,
      { version: '1' },
      '/quan-tri',
    );
    expect(refused.status).toBe(404);
    const answer = await postForm(admin, `${page}/bo-khoa`, { version: '1' }, page);
    expect([answer.status, answer.headers['location']]).toEqual([303, page]);
    const told = await db.historyEvent.findFirstOrThrow({ where: { action: 'account-unlocked' } });
    expect(told).toMatchObject({ actorName: 'Người dùng quantri', detail: { account: 'duoc.mo' } });
    expect((await admin.get(page)).text).not.toMatch(/Bỏ khóa đăng nhập|Đang phải đợi/);
    expect((await attempt(portal.visitor(), from, 'duoc.mo', PASSWORD)).status).toBe(303);
  });
});

describe('a known browser', () => {
  test('is counted by itself, and held in its turn', async () => {
    await makeAccount(db, 'quen.tay', first.id, ['FILER']);
    const known = await knownBrowser('quen.tay', '203.0.113.50');
    for (let i = 0; i < 5; i += 1)
      expect((await attempt(known, `203.0.113.${50 + i}`, 'quen.tay', 'sai')).status).toBe(422);
    expect((await attempt(known, '203.0.113.60', 'quen.tay', PASSWORD)).status).toBe(429);
    expect((await attempt(portal.visitor(), '203.0.113.50', 'quen.tay', PASSWORD)).status).toBe(303);
    later(60);
    expect((await attempt(known, '203.0.113.60', 'quen.tay', PASSWORD)).status).toBe(303);
  });

  test('is known for each account that signed in there, until its password is another; for no other account', async () => {
    for (const name of ['chung.mot', 'chung.hai', 'chung.ba'])
      await makeAccount(db, name, first.id, ['FILER']);
    const from = '203.0.113.80';
    const shared = await knownBrowser('chung.mot', from);
    await attempt(shared, from, 'chung.hai', PASSWORD);
    await postForm(shared, '/dang-xuat', {}, '/tai-khoan');
    for (const name of ['chung.mot', 'chung.hai', 'chung.ba']) await failTimes(6, from, name);
    expect((await attempt(shared, from, 'chung.ba', PASSWORD)).status).toBe(429);
    for (const name of ['chung.mot', 'chung.hai']) {
      expect((await attempt(shared, from, name, PASSWORD)).status).toBe(303);
      await postForm(shared, '/dang-xuat', {}, '/tai-khoan');
    }
    const { passwordHash } = await makeAccount(db, 'chung.bon', first.id, ['FILER']);
    await db.account.update({
      where: { username: 'chung.mot' },
      data: { passwordHash: `${passwordHash?.slice(0, -4)}AAAA` },
    });
    await failTimes(6, from, 'chung.mot');
    expect((await attempt(shared, from, 'chung.mot', PASSWORD)).status).toBe(429);
  });

  test('is no cookie that somebody made up, nor the one of another portal', async () => {
    await makeAccount(db, 'gia.mao', first.id, ['FILER']);
    const other = await startTestApp({ config: { sessionSecret: 'another secret, as long as it takes' } });
    const tree = await makeTree(other.db);
    await makeAccount(other.db, 'gia.mao', tree.first.id, ['FILER']);
    await failTimes(6, '203.0.113.90', 'gia.mao');
    const elsewhere = await postForm(other.visitor(), '/dang-nhap', {
      username: 'gia.mao',
      password: PASSWORD,
    });
    const cookies = elsewhere.headers['set-cookie'] as unknown as string[];
    const stolen = cookies.find((cookie) => cookie.startsWith('quen='))?.split(';')[0] ?? '';
    expect(stolen).toMatch(/^quen=\d+:/);
    const agent = portal.visitor();
    agent.jar.setCookie(stolen, '127.0.0.1');
    expect((await attempt(agent, '203.0.113.90', 'gia.mao', PASSWORD)).status).toBe(429);
  });
});

describe('the history', () => {
  test('tells of a sign-in, and of the first, fifth and tenth failure with their address', async () => {
    const { id } = await makeAccount(db, 'nhat.ky', first.id, ['FILER']);
    expect(await failTimes(5, '203.0.113.100', 'nhat.ky')).toEqual([422, 422, 422, 422, 422]);
    await eventually(() => failuresTold('nhat.ky')).toHaveLength(2);
    const told = (await failuresTold('nhat.ky')).map(({ action, detail }) =>
      sentence(action, detail as EventDetail),
    );
    const words = 'đã từ chối đăng nhập tài khoản nhat.ky: sai mật khẩu lần thứ';
    expect(told).toEqual([1, 5].map((nth) => `${words} ${nth} từ địa chỉ 203.0.113.100`));
    later(60);
    expect((await attempt(portal.visitor(), '203.0.113.100', 'nhat.ky', PASSWORD)).status).toBe(303);
    const last = await db.historyEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(last).toMatchObject({ action: 'signed-in', actorId: id, unitId: first.id });
    expect(sentence(last.action, {})).toBe('đã đăng nhập');
  });

  test('names and addresses do not stand in the counts', async () => {
    await failTimes(1, '203.0.113.110', 'ten-bi-mat');
    const rows = JSON.stringify(await db.signInWait.findMany());
    expect(rows).toMatch(/"name":"[\w-]{43}","origin":"[\w-]{43}"/);
    expect(rows).not.toMatch(/ten-bi-mat|203\.0\.113/);
  });
});
