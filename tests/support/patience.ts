import { expect } from 'vitest';
import type { Db } from '../../src/platform/postgres/db.js';

/** How long a test waits for what must come, in ms: far longer than it takes, since a busy machine makes no test red. */
export const PATIENCE = 60_000;

/** Looks again and again until it is as expected: `await eventually(() => count()).toBe(1)`. */
export const eventually = <T>(look: () => T) => expect.poll(look, { timeout: PATIENCE, interval: 100 });

/** Holds something up until it is opened. Open it in `finally`: what it holds up must not outlive a failure. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** Waits until a connection to this database waits for an advisory lock; other databases of the server do not count. */
export async function waitUntilLocked(db: Db): Promise<void> {
  const waiting = () => db.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`;
  await eventually(waiting).not.toHaveLength(0);
}

/** The time that this process computes for `work`, in ms, however busy the machine is beside it. */
export async function computingTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
