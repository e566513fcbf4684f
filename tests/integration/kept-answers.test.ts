import { once } from 'node:events';
import { createServer, request, ServerResponse, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createApp, createExpress } from '../../src/app.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { Drain } from '../../src/platform/http/drain.js';
import { startTestApp } from '../support/app.js';
import { createDatabase } from '../support/database.js';
import { makeUnit } from '../support/fixtures.js';
import { eventually, PATIENCE } from '../support/patience.js';
import { makeDataDir, spawnPortal } from '../support/portal.js';

const NOW = '2026-09-08T12:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
const [linesOfAll, linesOfExpress]: [string[], string[]] = [[], []];
const logOf = (lines: string[]) => pino({}, { write: (line: string) => void lines.push(line) });
const drain = new Drain();
const all = await serve(drain.around(createApp({ ...portal, log: logOf(linesOfAll) })));
const alone = await serve(createExpress({ ...portal, log: logOf(linesOfExpress) }));

beforeAll(async () => {
  await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh Thử Nghiệm' });
  await publishInitialGuidance(db, clock());
});
beforeEach(() => {
  clock.set(NOW);
});

interface Question {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
interface Heard {
  readonly status: number;
  /** Names and values in their order, without those that differ with each answer. */
  readonly headers: readonly string[];
  readonly body: string;
  readonly tag: string;
  readonly byExpress: boolean;
}

/** A server that tells who answered: Express gives what it answers another prototype. */
async function serve(app: RequestListener) {
  let byExpress = false;
  const server = createServer((req, res) => {
    app(req, res);
    byExpress = Object.getPrototypeOf(res) !== ServerResponse.prototype;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return ({ method = 'GET', path, headers = {}, body }: Question) =>
    new Promise<Heard>((resolve, reject) => {
      const asking = request({ port, host: '127.0.0.1', method, path, headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          const pairs = res.rawHeaders.flatMap((name, at) =>
            at % 2 === 0 ? [`${name}: ${res.rawHeaders[at + 1] ?? ''}`] : [],
          );
          resolve({
            status: res.statusCode ?? 0,
            headers: pairs.map((pair) => pair.replace(/^(Date|X-Request-Id): .+/, '$1')),
            body: Buffer.concat(chunks).toString('base64'),
            tag: res.headers.etag ?? '',
            byExpress,
          });
        });
      }).once('error', reject);
      asking.end(body);
    });
}

/** Asks until the page is compressed thoroughly and kept; answers with its ETag. */
async function warm(path: string, encoding = 'identity'): Promise<string> {
  const question = { path, headers: { 'accept-encoding': encoding } };
  await eventually(async () => (await all(question)).byExpress).toBe(false);
  const { tag } = await all(question);
  await eventually(async () => (await alone(question)).tag).toBe(tag);
  return tag;
}

const PAGES = ['/', '/huong-dan', '/robots.txt', '/tim-kiem?q=neu+guong', '/nghia-vu/toi-la-ai?noi-lam=1'];
const ENCODINGS = ['identity', 'gzip', 'br', 'gzip, deflate, br, zstd', 'zstd', '*', 'br;q=0, *;q=0', ''];

describe('What is answered before Express is what Express answers, byte for byte and header for header', () => {
  const same = async (question: Question, byExpress = false) => {
    const [ours, expected] = [await all(question), await alone(question)];
    expect(ours).toEqual({ ...expected, byExpress });
    return ours;
  };

  it.each(PAGES.flatMap((path) => ENCODINGS.map((encoding) => [path, encoding])))(
    '%s, Accept-Encoding: %s',
    async (path, encoding) => {
      const tag = await warm(path, encoding);
      const headers = { 'accept-encoding': encoding };
      expect((await same({ path, headers })).status).toBe(200);
      expect((await same({ path, headers, method: 'HEAD' })).body).toBe('');
      for (const known of [tag, `W/${tag}`])
        for (const method of ['GET', 'HEAD'])
          expect((await same({ path, method, headers: { ...headers, 'if-none-match': known } })).status).toBe(
            304,
          );
    },
  );

  it.each([
    ['a query that the page does not know', '/?a=1&b=%zz', {}],
    ['a long query', `/?${'x'.repeat(3000)}`, {}],
    ['a cookie of who is signed in', '/', { cookie: 'phien=s%3Ax.y; da-vao=1' }],
    ['the name of another host', '/', { host: 'khac.example.vn' }],
    ['a Host that is no host', '/', { host: '@@@' }],
    ['what a proxy says', '/', { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'khac.example.vn' }],
    ['another origin', '/', { origin: 'https://khac.example.vn', 'sec-fetch-site': 'cross-site' }],
    ['a date', '/', { 'if-modified-since': 'Mon, 07 Sep 2026 05:00:00 GMT' }],
    ['a part of it', '/', { range: 'bytes=0-9' }],
    ['no-cache', '/', { 'cache-control': 'no-cache', pragma: 'no-cache' }],
  ])('with %s', async (_what, path, headers) => {
    await warm('/');
    await same({ path, headers });
  });

  it('a page that is loaded again is a 304', async () => {
    const tag = await warm('/', 'br');
    const headers = { 'accept-encoding': 'br', 'if-none-match': tag, 'cache-control': 'max-age=0' };
    expect((await same({ path: '/', headers })).status).toBe(304);
  });
});

describe('Express is asked', () => {
  const KEPT = '/tim-kiem?q=neu+guong';
  it.each([
    ['what the browser has is not this', { path: '/', headers: { 'if-none-match': '"khac"' } }],
    ['the browser has several', { path: '/', headers: { 'if-none-match': '"a", "b"' } }],
    ['any will do', { path: '/', headers: { 'if-none-match': '*' } }],
    ['a path is spelt otherwise', { path: '//' }],
    ['a path is in capitals', { path: '/HUONG-DAN' }],
    ['a path ends with a slash', { path: '/huong-dan/' }],
    ['an address is whole', { path: 'http://127.0.0.1/' }],
    ['there is a body', { path: '/', headers: { 'content-length': '1' }, body: 'x' }],
    ['what is found may be the own', { path: KEPT, headers: { cookie: 'phien=s%3Ax.y' } }],
    ['something is searched anew', { path: '/tim-kiem?q=neu+guong+1' }],
    ['it is no question', { path: '/', method: 'OPTIONS' }],
    ['something is sent', { path: '/', method: 'POST' }],
  ])('where %s', async (_where, question: Question) => {
    for (const path of ['/', '/huong-dan', KEPT]) await warm(path, '');
    expect((await all(question)).byExpress).toBe(true);
  });

  it('where one page has more addresses than are kept: the first go, and pages without keys stay', async () => {
    await warm('/');
    const of = (n: number) => ({
      path: `/nghia-vu/toi-la-ai?khac=${n}`,
      headers: { 'accept-encoding': 'identity' },
    });
    for (let n = 0; n <= 300; n++) await all(of(n));
    expect([(await all(of(300))).byExpress, (await all(of(0))).byExpress]).toEqual([false, true]);
    expect((await all({ path: '/', headers: { 'accept-encoding': 'identity' } })).byExpress).toBe(false);
  });
});

test('each answer leaves one line, with the same fields whoever gave it', async () => {
  const tag = await warm('/', 'br');
  for (const lines of [linesOfAll, linesOfExpress]) lines.splice(0);
  const headers = { 'accept-encoding': 'br' };
  const questions: Question[] = [
    { path: '/?q=bimat', headers },
    { path: '/', headers, method: 'HEAD' },
    { path: '/', headers: { ...headers, 'if-none-match': tag } },
  ];
  for (const question of questions) {
    expect((await all(question)).byExpress).toBe(false);
    await alone(question);
  }
  await eventually(() => [linesOfAll.length, linesOfExpress.length]).toEqual([3, 3]);
  const told = (lines: string[]) =>
    lines.map((line) => {
      const read = JSON.parse(line) as Record<string, unknown>;
      expect(read['requestId']).toMatch(/^[0-9a-f-]{36}$/);
      return { ...read, time: typeof read['time'], ms: typeof read['ms'], requestId: '' };
    });
  expect(told(linesOfAll)).toEqual(told(linesOfExpress));
  expect(Object.keys(told(linesOfAll)[0] ?? {})).toEqual(Object.keys(told(linesOfExpress)[0] ?? {}));
});

describe('Nothing is shown that is over', () => {
  const home = { path: '/', headers: { 'accept-encoding': 'identity' } };
  const words = async () => Buffer.from((await all(home)).body, 'base64').toString();

  it('a change that another process makes shows as soon as the database tells of it', async () => {
    await warm('/');
    await db.unit.updateMany({
      where: { parentId: null },
      data: { name: 'Liên đoàn Lao động tỉnh Tên Mới', version: { increment: 1 } },
    });
    await eventually(words).toContain('Liên đoàn Lao động tỉnh Tên Mới');
    await warm('/');
    expect(await words()).toContain('Liên đoàn Lao động tỉnh Tên Mới');
  });

  it.each([
    ['a second later', '2026-09-08T12:00:01+07:00'],
    ['when the day is over', '2026-09-09T00:00:00+07:00'],
    ['where the clock is put back', '2026-09-08T11:59:59+07:00'],
  ])('the database is asked again %s', async (_when, now) => {
    await warm('/');
    clock.set(now);
    expect((await all(home)).byExpress).toBe(true);
  });

  it('midnight comes within the second', async () => {
    clock.set('2026-09-08T23:59:59.999+07:00');
    await warm('/');
    clock.set('2026-09-09T00:00:00+07:00');
    expect((await all(home)).byExpress).toBe(true);
  });
});

test('a portal that stops says so on what it has in memory, too; nobody hears it later', async () => {
  await warm('/');
  const home = { path: '/', headers: { 'accept-encoding': 'identity' } };
  const before = await all(home);
  drain.leave();
  const after = await all(home);
  expect(after.byExpress).toBe(false);
  expect(after.headers).toContain('Connection: close');
  expect(before.headers).not.toContain('Connection: close');
  expect(after.body).toBe(before.body);
});

test('no line of the log is lost at an orderly stop', { timeout: 3 * PATIENCE }, async () => {
  const spawned = await spawnPortal({
    env: { DATA_DIR: await makeDataDir(), DATABASE_URL: await createDatabase() },
  });
  for (let round = 0; round < 20; round++)
    await Promise.all(Array.from({ length: 20 }, async () => (await fetch(spawned.url)).text()));
  expect(await spawned.stop()).toBe(0);
  await spawned.says('"msg":"request"', 400);
});
