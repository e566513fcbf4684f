import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import request from 'supertest';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { postForm, startTestApp } from '../support/app.js';
import { listen, type DoorLimits } from '../../src/platform/http/listening.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';

const portal = await startTestApp();
const { province } = await makeTree(portal.db);
await makeAccount(portal.db, 'tenriengtu', province.id, ['ADMIN', 'FILER']);
const lines: string[] = [];
const log = pino({}, { write: (line: string) => void lines.push(line) });
const app = createApp({ ...portal, log });
beforeEach(() => void lines.splice(0));
const requests = () =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['msg'] === 'request');

test('one line a request: the route and not the path, no query, no body, no names, no address', async () => {
  const agent = request.agent(app);
  await postForm(agent, '/dang-nhap', {
    username: 'tenriengtu',
    password: PASSWORD,
    tiep: '/quan-tri?q=bimat',
  });
  await agent.get('/kich-hoat/bimat-cua-lien-ket?q=bimat');
  await agent.get('/quan-tri/tai-khoan?q=bimat');
  await agent.get('/khong-co/bimat');
  expect(requests().map(({ method, route, status }) => [method, route, status])).toEqual([
    ['GET', '/dang-nhap', 200],
    ['POST', '/dang-nhap', 303],
    ['GET', '/kich-hoat/:token', 404],
    ['GET', '/quan-tri/tai-khoan', 200],
    ['GET', '(none)', 404],
  ]);
  expect(lines.join('')).not.toMatch(/bimat|tenriengtu|Người dùng|127\.0\.0\.1|::1|mat khau|phien=/);
});

test('the line and the answer carry the same request id', async () => {
  const answer = await request(app).get('/dang-nhap');
  const [line] = requests();
  expect(line).toMatchObject({ requestId: answer.headers['x-request-id'], status: 200 });
  expect(line?.['ms']).toBeTypeOf('number');
});

test('a failure shows a reference that stands in the log, and nothing of its cause', async () => {
  const agent = request.agent(app);
  await postForm(agent, '/dang-nhap', { username: 'tenriengtu', password: PASSWORD });
  await portal.db.$executeRaw`ALTER TABLE accounts RENAME TO accounts_away`;
  try {
    const answer = await agent.get('/quan-tri');
    expect(answer.status).toBe(500);
    expect(answer.text).toContain(answer.headers['x-request-id'] ?? 'no id');
    expect(answer.text).not.toMatch(/accounts|prisma|\n\s+at /i);
    expect(lines.join('')).toContain(answer.headers['x-request-id'] ?? 'no id');
  } finally {
    await portal.db.$executeRaw`ALTER TABLE accounts_away RENAME TO accounts`;
  }
});

const FORM = 'Content-Type: application/x-www-form-urlencoded';
const FILES = 'Content-Type: multipart/form-data; boundary=r';
const PART = '--r\r\nContent-Disposition: form-data; name="tep"; filename="a.pdf"\r\n\r\n%PDF';

test.each([
  ['a form of a stranger', '/dang-nhap', FORM, 'username=bimat'],
  ['a form of somebody who is signed in', '/tai-khoan/dien-thoai', FORM, 'phone=bimat'],
  ['files', '/bao-cao/2026/tai-lieu', FILES, PART],
])('who hangs up in the middle of %s leaves one line, and no failure', async (_what, path, type, part) => {
  const { port } = await openDoor();
  const cookie = path === '/dang-nhap' ? '' : await signedInCookie();
  lines.splice(0);
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n${type}\r\nContent-Length: 5000\r\nCookie: ${cookie}`;
  socket.write(`${head}\r\n\r\n${part}`);
  await once(socket, 'connect');
  // Once in the middle of what is read, and not before.
  setTimeout(() => socket.destroy(), 300);
  await eventually(() => requests().length).toBe(1);
  expect(lines).toHaveLength(1);
  expect(requests()[0]).toMatchObject({ method: 'POST', cutOff: true });
  expect(lines.join('')).not.toMatch(/bimat|\n\s+at /);
});

const HASTY: DoorLimits = {
  ...{ keepAliveTimeout: 5000, headersTimeout: 300, connectionsCheckingInterval: 50 },
  ...{ maxHeaderSize: 2000, maxConnections: 2, pace: { grace: 300, rate: 1000 } },
};

test('who sends headers or a body a byte at a time is shut out', async () => {
  const { port } = await openDoor(HASTY);
  const body = `POST /dang-nhap HTTP/1.1\r\nHost: localhost:${port}\r\n${FORM}\r\nContent-Length: 5000\r\n\r\n`;
  for (const [beginning, byte] of [
    ['GET / HTTP/1.1\r\nX: ', 'x'],
    [body, 'a'],
  ] as const) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.resume().write(beginning);
    const dripping = setInterval(() => socket.write(byte), 50);
    await closed;
    clearInterval(dripping);
  }
});

test('a slow line that goes on sending is waited for, much longer than silence would be', async () => {
  const { port } = await openDoor(HASTY);
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(
    `POST /dang-nhap HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\n${FORM}\r\nContent-Length: 20000\r\n\r\n`,
  );
  let sent = 0;
  const sending = setInterval(() => {
    if (sent < 20_000) socket.write('a'.repeat(1000));
    sent += 1000;
  }, 60);
  // What comes slower than it may is answered 408.
  await eventually(() => answer).toMatch(/^HTTP\/1\.1 (?!408)4\d\d/);
  clearInterval(sending);
  expect(sent).toBeGreaterThanOrEqual(20_000);
  socket.destroy();
});

test('beyond the connections of a process one more is closed at once; too long headers are refused', async () => {
  const { port } = await openDoor({ ...HASTY, headersTimeout: 60_000 });
  const held = [1, 2].map(() => connect(port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  const more = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(more.resume(), 'close');
  held[0]!.write(`GET / HTTP/1.1\r\nX: ${'x'.repeat(3000)}\r\n\r\n`);
  const [answer] = (await once(held[0]!, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 431/);
  for (const socket of held) socket.destroy();
});

async function openDoor(limits?: DoorLimits): Promise<{ port: number }> {
  const server = await listen(app, { port: 0, host: '127.0.0.1' }, limits);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port };
}

/** "phien=…" */
async function signedInCookie(): Promise<string> {
  const agent = request.agent(app);
  const answer = await postForm(agent, '/dang-nhap', { username: 'tenriengtu', password: PASSWORD });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}
