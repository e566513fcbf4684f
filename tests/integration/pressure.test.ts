import { expect, onTestFinished, test } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';

const portal = await startTestApp({ pressure: { waiting: 2, late: 2000 } });
const { db, clock, pressure } = portal;
const visitor = () => portal.visitor();
await publishInitialGuidance(db, clock());
const { province } = await makeTree(db);
await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);

const SIGN_IN = '/dang-nhap';

/** Requests that the database keeps waiting; answers with how they end when it does so no more. */
async function waitingRequests(count: number): Promise<() => Promise<number[]>> {
  const agents = await Promise.all(Array.from({ length: count }, () => portal.signedIn('reviewer')));
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let isHeld = false;
  const holding = db.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE`;
      isHeld = true;
      await held;
    },
    { timeout: 600_000 },
  );
  onTestFinished(release);
  await eventually(() => isHeld).toBe(true);
  const answers = agents.map((agent) => agent.get('/tai-khoan').then(({ status }) => status));
  const waiting = () => db.$queryRaw<unknown[]>`SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await eventually(async () => (await waiting()).length).toBe(count);
  return async () => {
    release();
    await holding;
    return Promise.all(answers);
  };
}

test('where too many wait, who reads is told at once when to come back, and nobody who waits loses anything', async () => {
  const ends = await waitingRequests(2);
  const shed = await visitor().get(SIGN_IN);
  expect([shed.status, shed.headers['cache-control']]).toEqual([503, 'no-store']);
  const seconds = Number(shed.headers['retry-after']);
  expect(seconds).toBeGreaterThanOrEqual(5);
  expect(shed.text).toContain(`Hãy đợi khoảng ${seconds} giây rồi tải lại trang này.`);
  expect(await ends()).toEqual([200, 200]);
  expect((await visitor().get(SIGN_IN)).status).toBe(200);
});

test('health, pages in memory and files are answered meanwhile', async () => {
  await visitor().get('/');
  const ends = await waitingRequests(2);
  for (const path of ['/healthz', '/readyz', '/', '/huong-dan', '/favicon.svg'])
    expect([path, (await visitor().get(path)).status]).toEqual([path, 200]);
  await ends();
});

test('what somebody sends is taken for longer than what somebody asks for', async () => {
  const ends = await waitingRequests(2);
  const sent = await visitor().post('/khong-co-trang-nay').type('form').send({ words: 'a' });
  expect(sent.status).toBe(404);
  await ends();
});

test('a process that is late for long sheds; that was late once does not', async () => {
  pressure.noteLate(9000);
  expect((await visitor().get(SIGN_IN)).status).toBe(200);
  for (let i = 0; i < 10; i++) pressure.noteLate(9000);
  const shed = await visitor().post(SIGN_IN).type('form').send({ username: 'a' });
  expect(shed.status).toBe(503);
  expect(shed.text).toContain('Nội dung vừa gửi chưa được lưu. Đừng đóng trang');
  expect((await visitor().get('/')).status).toBe(200);
  for (let i = 0; i < 30; i++) pressure.noteLate(0);
  expect((await visitor().get(SIGN_IN)).status).toBe(200);
});
