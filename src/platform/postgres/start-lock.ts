import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Who holds an advisory lock, as pg_stat_activity knows it. */
export interface LockHolder {
  readonly lock: string;
  readonly pid: number;
  readonly program: string;
  /** '' for a connection of the same machine without an address */
  readonly address: string;
  /** ISO 8601, since when it is connected */
  readonly connectedSince: string;
}

/** Times in ms. Two portals that start at once wait for each other for a moment, which is not worth a line. */
const LOOK_EVERY = 250;
const SAY_FIRST_AFTER = 2000;
const SAY_EVERY = 10_000;

/** Takes the lock for as long as the connection lasts, however long that takes; `onWait` hears who holds it meanwhile. */
export async function takeLock(
  client: pg.Client,
  lock: number,
  onWait: (holder: LockHolder) => void,
): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      lock,
    ]);
    if (rows[0]?.taken) return;
    if (waited >= SAY_FIRST_AFTER && (waited - SAY_FIRST_AFTER) % SAY_EVERY === 0)
      for (const holder of await holdersOf(client, lock)) onWait({ lock: String(lock), ...holder });
    await sleep(LOOK_EVERY);
  }
}

async function holdersOf(client: pg.Client, lock: number): Promise<Omit<LockHolder, 'lock'>[]> {
  const { rows } = await client.query<Omit<LockHolder, 'lock'>>(FIND_HOLDERS, [lock]);
  return rows;
}

// A lock by one number stands as two halves.
const FIND_HOLDERS = `SELECT pid, application_name AS program, coalesce(host(client_addr), '') AS address,
    to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "connectedSince"
  FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = $1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
