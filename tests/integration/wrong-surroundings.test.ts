import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import request from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { runningFindings } from '../../src/health/running-rules.js';
import { createLog } from '../../src/platform/log.js';
import { logLength, logSince, rotateLog } from '../../src/platform/postgres/server-log.js';
import { watchStorage } from '../../src/platform/storage.js';
import { csrfFrom, signIn, startTestApp } from '../support/app.js';
import { createDatabase } from '../support/database.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { shownWords } from '../support/forms.js';
import { eventually, PATIENCE } from '../support/patience.js';
import { failToStart, makeDataDir } from '../support/portal.js';

const portal = await startTestApp();
const { province } = await makeTree(portal.db);
await makeAccount(portal.db, 'admin', province.id, ['ADMIN']);

/** The app with other settings, and what its log says. */
function appWith(changed: Partial<typeof portal.config>, storage?: Awaited<ReturnType<typeof watchStorage>>) {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const config = { ...portal.config, ...changed };
  return { app: createApp({ ...portal, config, log, ...(storage ? { storage } : {}) }), lines };
}

const HTTPS = { publicUrl: 'https://neuguong.example.vn', secure: true };

test.each([
  [0, {}, 'TRUST_PROXY is 0'],
  [1, {}, 'sends no X-Forwarded-Proto'],
  [1, { 'X-Forwarded-Proto': 'http' }, 'X-Forwarded-Proto is \\"http\\"'],
])(
  'wrong proxy settings (TRUST_PROXY %s, %o) are named on the page and once in the log',
  async (trustProxy, headers, reason) => {
    const { app, lines } = appWith({ ...HTTPS, trustProxy });
    for (let time = 0; time < 3; time++) {
      const answer = await request(app).get('/dang-nhap').set(headers);
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('Chưa vào được cổng qua HTTPS');
      expect(answer.text).toContain('TRUST_PROXY');
    }
    expect((await request(app).get('/tro-giup').set(headers)).status).toBe(200);
    expect(lines.filter((line) => line.includes(reason))).toHaveLength(1);
    expect((await request(app).get('/healthz').set(headers)).body).toMatchObject({ https: false });
  },
);

test('behind a proxy that says how it was reached everybody signs in', async () => {
  const { app } = appWith({ ...HTTPS, trustProxy: 1 });
  const agent = request.agent(app);
  agent.set('X-Forwarded-Proto', 'https');
  expect((await agent.get('/dang-nhap')).status).toBe(200);
  expect((await agent.get('/healthz')).body).toMatchObject({ https: true });
});

test('a proxy that TRUST_PROXY does not count is named in the log, once', async () => {
  const named = async (trustProxy: number, headers: Record<string, string>) => {
    const { app, lines } = appWith({ trustProxy });
    for (let time = 0; time < 2; time++)
      expect((await request(app).get('/dang-nhap').set(headers)).status).toBe(200);
    return lines.filter((line) => line.includes('count as one address')).length;
  };
  const forwarded = { 'X-Forwarded-For': '203.0.113.7' };
  expect(await named(0, forwarded)).toBe(1);
  expect(await named(0, {})).toBe(0);
  expect(await named(1, forwarded)).toBe(0);
});

test('doctor names the proxy, the read-only database, the full disk and the log, each with what to do', () => {
  const settings = { secure: true, trustProxy: 0, diskReserve: 256 * 2 ** 20 };
  const up = { status: 'up', https: true } as const;
  const well = { own: up, atAddress: up, isReadOnly: false, isDiskFull: false, scanner: undefined };
  const adviceOf = (changed: Partial<Parameters<typeof runningFindings>[0]>) =>
    runningFindings({ ...well, ...changed }, settings)
      .map(({ advice }) => advice)
      .join('');
  expect(adviceOf({})).toBe('');
  expect(adviceOf({ atAddress: { ...up, https: false } })).toContain('TRUST_PROXY');
  expect(adviceOf({ isReadOnly: true })).toContain('default_transaction_read_only');
  expect(adviceOf({ isDiskFull: true })).toContain('256 MB');
  const log = { since: '2026-08-20T01:00:00.000Z', reason: 'ENOSPC' };
  expect(adviceOf({ own: { ...up, log } })).toContain('đã đầy');
});

test('a disk that is nearly full: writes are refused with what was typed, reading and signing in go on', async () => {
  const storage = await watchStorage({ path: tmpdir(), reserve: Infinity }, portal.log);
  onTestFinished(() => storage.stop());
  const { app } = appWith({}, storage);
  const agent = request.agent(app);
  await signIn(agent, 'admin');
  const page = '/quan-tri/don-vi/moi';
  const form = await agent.get(page);
  expect(form.status).toBe(200);
  const typed = { _csrf: csrfFrom(form.text), _words: 'name Tên đơn vị', name: 'Công đoàn Xã Mới' };
  const refused = await agent.post(page).type('form').send(typed);
  expect(refused.status).toBe(507);
  expect(refused.text).toContain('Sắp hết chỗ lưu trữ');
  expect(shownWords(refused.text)).toEqual([{ label: 'Tên đơn vị', text: 'Công đoàn Xã Mới' }]);
  expect((await agent.get('/readyz')).body).toMatchObject({
    status: 'ready',
    writes: expect.stringContaining('full') as string,
  });
  expect((await agent.get('/healthz')).body).toHaveProperty('disk');
});

test('a database that takes no writes is named, not taken for a page that was open too long', async () => {
  const name = new URL(portal.url).pathname.slice(1);
  const operator = new pg.Client({ connectionString: portal.url });
  await operator.connect();
  const setReadOnly = async (to: 'on' | 'off') => {
    await operator.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${to}`);
    await operator.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
      [name],
    );
  };
  const { app, lines } = appWith({});
  try {
    await setReadOnly('on');
    const agent = request.agent(app);
    await eventually(async () => (await agent.get('/readyz')).body as object).toMatchObject({
      writes: expect.stringContaining('read-only') as string,
    });
    expect((await agent.get('/tro-giup')).status).toBe(200);
    const { text } = await agent.get('/dang-nhap');
    const answer = await agent
      .post('/dang-nhap')
      .type('form')
      .send({ _csrf: csrfFrom(text), username: 'admin', password: PASSWORD, tiep: '' });
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('Cổng đang chỉ xem được');
    expect(lines.filter((line) => line.includes('takes no writes'))).toHaveLength(1);
  } finally {
    await setReadOnly('off');
    await operator.end();
  }
});

test(
  'a start that waits for a lock says who holds it, and ends at SIGTERM',
  { timeout: 2 * PATIENCE },
  async () => {
    const DATABASE_URL = await createDatabase();
    const holder = new pg.Client({ connectionString: DATABASE_URL, application_name: 'psql of somebody' });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query('SELECT pg_advisory_lock(72707369)');
    const env = {
      PATH: process.env['PATH'],
      DATA_DIR: await makeDataDir(onTestFinished),
      DATABASE_URL,
      PORT: '0',
    };
    const child = spawn(process.execPath, ['dist/cli/serve.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await eventually(() => output).toContain('the start waits');
    expect(output).toContain('psql of somebody');
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
  },
);

test('the log of the embedded server is added to, and put aside when it is long', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portal-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'postgres.log');
  await writeFile(file, 'first\n');
  const before = await logLength(file);
  await appendFile(file, 'second\n');
  await rotateLog(file, 100);
  expect(await logSince(file, before)).toBe('second\n');
  await rotateLog(file, 10);
  expect(await readFile(`${file}.1`, 'utf8')).toBe('first\nsecond\n');
  expect((await stat(file)).size).toBe(0);
  await appendFile(file, 'third\n');
  expect(await logSince(file, 13)).toBe('third\n');
});

test('a sample province that was not loaded to its end is not gone on with', async () => {
  const DATA_DIR = await makeDataDir(onTestFinished);
  await writeFile(join(DATA_DIR, 'demo.unfinished'), '');
  const env = { DATA_DIR, DATABASE_URL: await createDatabase(), PORT: '0' };
  const failed = await failToStart({ command: 'demo', env });
  expect(failed).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not loaded to its end') as string,
  });
});

test('too few open files are named, and no package is blamed', async () => {
  const DATA_DIR = await makeDataDir(onTestFinished);
  const child = spawn('sh', ['-c', `ulimit -n 64; exec ${process.execPath} dist/cli/serve.js`], {
    env: { PATH: process.env['PATH'], DATA_DIR, PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining('may open 64 files')]]);
});
