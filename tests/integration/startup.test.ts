import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer, request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { unfinishedDemo } from '../../src/cli/demo-mark.js';
import { readConfig } from '../../src/config.js';
import { versionProblem } from '../../src/platform/postgres/database.js';
import { createDatabase } from '../support/database.js';
import { failToStart, freePort, makeDataDir, spawnPortal } from '../support/portal.js';

const dataDir = await makeDataDir();

test('starts on an empty directory, is ready, and keeps its secrets to itself', async () => {
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  expect((await fetch(`${portal.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
  for (const name of ['postgres.password', 'postgres-serving.password', 'session.secret'])
    expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600);
  // It was open to others when the portal found it.
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  expect(await portal.stop()).toBe(0);
});

test('SIGTERM lets a running request finish, stops the database and exits 0', async () => {
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  const postgres = await portal.postgresPid();
  const running = await beginPost(`${portal.url}/dang-nhap`, 'a=b');
  const code = portal.stop();
  running.end('a=b');
  const [answer] = (await once(running, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(403);
  expect(await code).toBe(0);
  expect(() => process.kill(postgres, 0)).toThrow();
});

test('SIGTERM lets a document be drawn that was asked for before', async () => {
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  const sheet = 'guidance=1&year=2026&format=pdf';
  const running = await beginPost(`${portal.url}/nghia-vu/vien-chuc/dang-ky`, sheet);
  const code = portal.stop();
  running.end(sheet);
  const [answer] = (await once(running, 'response')) as [IncomingMessage];
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect((await buffer(answer)).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await code).toBe(0);
});

test('a second portal on the same data gives one line and exit 1; the first goes on', async () => {
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  const second = await failToStart({ env: { DATA_DIR: dataDir, PORT: '0' } });
  expectOneLine(second, /another portal \(process \d+\) uses the data in/);
  expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
  expect(await portal.stop()).toBe(0);
});

// A whole province, which a busy machine needs its time for; another portal's data are what --fresh removes.
test('the demo --fresh starts over, and finds its data again', { timeout: 600_000 }, async () => {
  const demoDir = await makeDataDir(onTestFinished);
  const start = async (command: 'serve' | 'demo', ...args: string[]) => {
    const portal = await spawnPortal({ command, args, env: { DATA_DIR: demoDir } });
    const { status } = await fetch(`${portal.url}/dang-nhap`);
    await portal.stop();
    return { status, made: (await stat(join(demoDir, 'postgres', 'PG_VERSION'))).mtimeMs };
  };
  const other = await start('serve');
  const fresh = await start('demo', '--fresh');
  expect(fresh.made).toBeGreaterThan(other.made);
  expect(await start('demo')).toEqual({ ...fresh, status: 200 });
});

test('a sample province that was not loaded to its end is kept, once a portal was started on it', async () => {
  const mark = unfinishedDemo(dataDir);
  await writeFile(mark, '');
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  await expect(access(mark)).rejects.toThrow('ENOENT');
  expect(await portal.stop()).toBe(0);
});

test('with DATABASE_URL nothing embedded starts', async () => {
  const otherDir = await makeDataDir(onTestFinished);
  const env = { DATA_DIR: otherDir, DATABASE_URL: await createDatabase() };
  const portals = await Promise.all([spawnPortal({ env }), spawnPortal({ env })]);
  for (const portal of portals) expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
  await expect(stat(join(otherDir, 'postgres'))).rejects.toThrow();
  expect(await Promise.all(portals.map((portal) => portal.stop()))).toEqual([0, 0]);
  expectOneLine(await failToStart({ command: 'demo', args: ['--fresh'], env }), /unset DATABASE_URL/);
});

test.runIf(process.getuid?.() === 0)('as root, in a directory that only root may pass', async () => {
  const home = await makeDataDir(onTestFinished);
  await chmod(home, 0o700);
  const portal = await spawnPortal({ env: { DATA_DIR: join(home, 'data') } });
  expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
  expect(await portal.stop()).toBe(0);
});

test('in a folder with spaces and Vietnamese letters, without a home', async () => {
  const odd = join(await makeDataDir(onTestFinished), 'dữ liệu của cổng');
  const portal = await spawnPortal({ env: { DATA_DIR: odd, HOME: '' } });
  expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
  expect(await portal.stop()).toBe(0);
});

test('a portal whose npm was killed ends, and its data are free for the next', async () => {
  const npm = spawn('sh', ['-c', `${process.execPath} dist/cli/serve.js & wait`], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', npm_lifecycle_event: 'start' },
  });
  await once(npm.stdout, 'data');
  npm.kill('SIGKILL');
  const next = await spawnPortal({ env: { DATA_DIR: dataDir } });
  expect(await next.stop()).toBe(0);
});

test('a taken port', async () => {
  const server = createServer().listen(0);
  const PORT = String((server.address() as AddressInfo).port);
  expectOneLine(await failToStart({ env: { DATA_DIR: dataDir, PORT } }), new RegExp(`port ${PORT} is taken`));
  server.close();
});

test('a data directory that cannot be written', async () => {
  const file = join(await makeDataDir(onTestFinished), 'file');
  await writeFile(file, '');
  expectOneLine(await failToStart({ env: { DATA_DIR: file } }), /data directory .* cannot be written/);
});

test('a data directory whose database is not one', async () => {
  const broken = await makeDataDir(onTestFinished);
  await mkdir(join(broken, 'postgres'));
  expectOneLine(await failToStart({ env: { DATA_DIR: broken } }), /the embedded database does not start: .+/);
});

test('a database that is down', async () => {
  const DATABASE_URL = `postgresql://portal:secret@127.0.0.1:${await freePort()}/portal`;
  const failed = await failToStart({ env: { DATA_DIR: dataDir, DATABASE_URL } });
  expectOneLine(failed, /the database of DATABASE_URL \(127\.0\.0\.1:\d+\/portal\) does not answer/);
  expect(failed.stderr).not.toContain('secret');
});

test('PostgreSQL 15 or later', () => {
  expect(versionProblem(140_011)).toMatch(/PostgreSQL 14; .* 15 or later/);
  expect(versionProblem(150_000)).toBeUndefined();
});

test('settings that are wrong are named in one line', async () => {
  const now = '2026-09-09T23:59:30+07:00';
  const start = (env: Record<string, string>) => failToStart({ env: { DATA_DIR: dataDir, ...env } });
  expectOneLine(await start({ PORTAL_NOW: now, NODE_ENV: 'production' }), /PORTAL_NOW is refused/);
  expectOneLine(await start({ PORTAL_NOW: '2026-09-09' }), /PORTAL_NOW must be an instant with its zone/);
  expectOneLine(await start({ PORT: 'http' }), /PORT must be a number/);
  expectOneLine(await start({ HOST: 'localhost' }), /HOST must be an address/);
  expectOneLine(await start({ HOST: '203.0.113.7' }), /HOST 203\.0\.113\.7 is no address of this machine/);
  expectOneLine(await start({ NODE_ENV: 'production' }), /PUBLIC_URL is required/);
});

test('behind a proxy only this machine reaches the portal, unless HOST says otherwise', () => {
  const publicUrl = 'https://neuguong.example.vn';
  expect(readConfig({}).host).toBeUndefined();
  expect(readConfig({ PUBLIC_URL: publicUrl }).host).toBe('127.0.0.1');
  expect(readConfig({ TRUST_PROXY: '1' }).host).toBe('127.0.0.1');
  expect(readConfig({ PUBLIC_URL: publicUrl, HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
});

/** A request that the portal has begun to read, and whose body is still to be sent. */
async function beginPost(url: string, body: string): Promise<ClientRequest> {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length };
  const running = request(url, { method: 'POST', headers: { ...form, Expect: '100-continue' } });
  running.flushHeaders();
  await once(running, 'continue');
  return running;
}

function expectOneLine({ code, stderr }: { code: number | null; stderr: string }, line: RegExp): void {
  expect(stderr).toMatch(line);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(1);
}
