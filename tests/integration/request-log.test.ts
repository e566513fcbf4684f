import { pino } from 'pino';
import request from 'supertest';
import { beforeEach, expect, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';

const portal = await startTestApp();
const { province } = await makeTree(portal.db);
await makeAccount(portal.db, 'tenriengtu', province.id, ['ADMIN']);
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
