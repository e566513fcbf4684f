import { expect, onTestFinished, test } from 'vitest';
import { whileLeading } from '../../src/platform/postgres/leadership.js';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/patience.js';

const { db, url } = await createTestDatabase();

/** A process that may lead; `works` says whether it does. */
function contender() {
  let [running, begun] = [0, 0];
  const errors: string[] = [];
  const begin = () => {
    running += 1;
    begun += 1;
    return {
      stop: () => {
        running -= 1;
        return Promise.resolve();
      },
    };
  };
  const leading = whileLeading({ url, begin, onError: ({ message }) => errors.push(message) }, 20);
  onTestFinished(() => leading.stop());
  return { stop: () => leading.stop(), errors, works: () => running, begun: () => begun };
}

const holders = () => db.$queryRaw<{ pid: number }[]>`
  SELECT a.pid FROM pg_stat_activity a WHERE datname = current_database()
    AND a.query IN ('SELECT 1', 'SELECT try_jobs() AS leads') AND a.pid <> pg_backend_pid()`;

test('of several processes one leads; when it stops, another one does', async () => {
  const first = contender();
  await eventually(() => first.works()).toBe(1);
  const [second, third] = [contender(), contender()];
  await eventually(async () => (await holders()).length).toBe(3);
  expect([first.works(), second.works(), third.works()]).toEqual([1, 0, 0]);
  await first.stop();
  expect(first.works()).toBe(0);
  await eventually(() => second.works() + third.works()).toBe(1);
});

test('a leader that loses its connection stops its work, says so once, and the lead is taken anew', async () => {
  const only = contender();
  await eventually(() => only.works()).toBe(1);
  for (const { pid } of await holders()) await db.$executeRaw`SELECT pg_terminate_backend(${pid}::int)`;
  await eventually(() => only.begun()).toBe(2);
  await eventually(() => only.works()).toBe(1);
  expect(only.errors).toHaveLength(1);
});

test('nobody who waits for the lead keeps the database from cleaning up', async () => {
  const first = contender();
  await eventually(() => first.works()).toBe(1);
  contender();
  await eventually(async () => (await holders()).length).toBe(2);
  const waiting = db.$queryRaw`SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  expect(await waiting).toEqual([]);
});
