import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { sentence } from '../../src/history/actions.js';
import { csrfFrom, signIn } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { makeDataDir, operate, spawnPortal } from '../support/portal.js';

// npm run portal -- account: the office that locked itself out.

const { db, url } = await createTestDatabase();
const DATA_DIR = await makeDataDir();
const SECURITY_LOG = join(DATA_DIR, 'security.log');
const env = { DATABASE_URL: url, DATA_DIR, SECURITY_LOG };
const account = (...words: string[]) => operate(['account', ...words], env);

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'left', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'below', upper.id, ['FILER']);
  await db.account.update({ where: { username: 'left' }, data: { deactivatedAt: new Date() } });
});

/** What the history says last, with who did it. */
async function lastTold(): Promise<string> {
  const told = await lastEventIn(db);
  expect(told.actorId).toBeNull();
  return `${told.actorName}: ${sentence(told.action, told.detail as Record<string, string>)}`;
}

test('who failed too often is let in again, and a link lets them choose a password, beside a portal that serves', async () => {
  const portal = await spawnPortal({ env });
  const agent = request.agent(portal.url);
  for (let attempt = 0; attempt < 6; attempt += 1)
    await expect(signIn(agent, 'root', 'không phải mật khẩu')).rejects.toThrow();
  await expect(signIn(agent, 'root')).rejects.toThrow('429');

  expect(await account('unlock', 'ROOT', 'gõ', 'sai')).toMatchObject({ code: 0, stderr: '' });
  expect(await lastTold()).toBe(
    'Người vận hành, tại máy chủ: đã bỏ khóa đăng nhập của tài khoản root; lý do: gõ sai',
  );
  const noted = (await readFile(SECURITY_LOG, 'utf8')).trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(noted)).toMatchObject({ event: 'account-unlock', about: 'root', address: 'server' });
  await signIn(agent, 'root');

  const made = await account('reset', 'root', 'quên mật khẩu');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(await lastTold()).toMatch(/tại máy chủ: đã tạo liên kết .* root; lý do: quên mật khẩu$/);
  const path = /(\/kich-hoat\/[\w-]{43})\n$/.exec(made.stdout)?.[1] ?? '';
  await expect(signIn(request.agent(portal.url), 'root')).rejects.toThrow('422');
  expect(await db.session.count({ where: { account: { username: 'root' } } })).toBe(0);
  const stranger = request.agent(portal.url);
  const page = await stranger.get(path);
  const [password, again] = ['một mật khẩu mới đặt', 'một mật khẩu mới đặt'];
  const _csrf = csrfFrom(page.text);
  const chosen = { _csrf, password, passwordAgain: again };
  expect((await stranger.post(path).type('form').send(chosen)).status).toBe(303);
  await signIn(request.agent(portal.url), 'root', password);
  expect(made.stdout).not.toContain(PASSWORD);
  await portal.stop();
});

test('an administrator is enabled again, and another account of the federation is made one', async () => {
  expect((await account()).stdout).toMatch(/^left .*disabled since .*\nroot .*last signed in/);
  expect(await account('enable', 'left', 'về lại')).toMatchObject({ code: 0 });
  expect(await lastTold()).toMatch(/đã cho tài khoản left hoạt động lại; lý do: về lại$/);
  expect(await account('appoint', 'reviewer', 'người quản trị nghỉ việc')).toMatchObject({ code: 0 });
  expect(await lastTold()).toMatch(
    /vai trò: Xét duyệt → Xét duyệt, Quản trị; lý do: người quản trị nghỉ việc$/,
  );
  const rows = await db.account.findMany({ where: { roles: { has: 'ADMIN' }, deactivatedAt: null } });
  expect(rows.map(({ username }) => username).sort()).toEqual(['left', 'reviewer', 'root']);
});

test('what cannot be done is one sentence, changes nothing and exits with 1; what makes no sense with 2', async () => {
  const before = await db.historyEvent.count();
  for (const [words, said] of [
    [['link', 'nobody', 'vì sao'], /^There is no account "nobody"/],
    [['enable', 'root', 'vì sao'], /^account: Tài khoản này vừa/],
    [['reset-second-factor', 'root', 'vì sao'], /^account: .*chưa có bước xác minh thứ hai/],
    [['appoint', 'below', 'vì sao'], /^account: .*không thuộc Liên đoàn/],
  ] as const) {
    const { code, stdout, stderr } = await account(...words);
    expect([code, stdout + stderr]).toEqual([1, expect.stringMatching(said)]);
  }
  for (const words of [
    ['link', 'root'],
    ['link'],
    ['delete', 'root', 'vì sao'],
    ['constructor', 'root', 'x'],
  ])
    expect(await account(...words), words.join(' ')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: npm run portal -- account') as string,
    });
  expect(await db.historyEvent.count()).toBe(before);
});

test('it works on the data of a portal that does not run, as beside one that does', async () => {
  const dataDir = await makeDataDir(onTestFinished);
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  const beside = await operate(['account'], { DATA_DIR: dataDir });
  await portal.stop();
  expect(await operate(['account'], { DATA_DIR: dataDir })).toEqual(beside);
  expect(beside).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('has no administrator') as string,
  });
});
