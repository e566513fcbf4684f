import pg from 'pg';
import type { Logger } from 'pino';
import { systemClock } from '../clock.js';
import { repeat, type Job } from '../jobs/jobs.js';
import { APPLICATION, type Pools } from './pools.js';

/** A connection that holds what others wait for, as pg_stat_activity knows it. */
export interface Blocker {
  readonly pid: number;
  readonly program: string;
  readonly state: string;
  /** Its statement, or its last one, without the values that stand in it. */
  readonly query: string;
  /** How long its transaction has been open. */
  readonly seconds: number;
  /** How many wait for it. */
  readonly waiting: number;
}

/** Times in ms. A connection that is lent out for so long may be waiting for another one's lock. */
const SUSPICIOUS = 2000;
const LOOK_EVERY = 1000;
const SAY_AGAIN_AFTER = 60_000;

/**
 * Names in the log who holds up the portal's own work: by the time that a wait is given up, nobody could tell any more.
 * The database is asked only while a connection has been lent out for long.
 */
export function watchBlockers(url: string, all: readonly Pools[], log: Logger): Job {
  const lent = new Map<unknown, number>();
  for (const pool of new Set(all.flatMap(({ statements, transactions }) => [statements, transactions]))) {
    pool.on('acquire', (client) => lent.set(client, systemClock().getTime()));
    pool.on('release', (_error, client) => lent.delete(client));
    pool.on('remove', (client) => lent.delete(client));
  }
  const isSuspicious = () => {
    const now = systemClock().getTime();
    return [...lent.values()].some((since) => now - since >= SUSPICIOUS);
  };
  return nameBlockers(url, log, isSuspicious);
}

/** Names them while `work` goes on, which has a connection of its own: it may wait for long, and say nothing. */
export async function namingBlockers<T>(url: string, log: Logger, work: () => Promise<T>): Promise<T> {
  const begun = systemClock().getTime();
  const naming = nameBlockers(url, log, () => systemClock().getTime() - begun >= SUSPICIOUS);
  try {
    return await work();
  } finally {
    await naming.stop();
  }
}

/** Each of them once a minute. */
function nameBlockers(url: string, log: Logger, isSuspicious: () => boolean): Job {
  const said = new Map<number, number>();
  return repeat(async () => {
    if (!isSuspicious()) return;
    for (const blocker of await findBlockers(url).catch(() => [])) {
      const now = systemClock().getTime();
      if (now - (said.get(blocker.pid) ?? -Infinity) < SAY_AGAIN_AFTER) continue;
      said.set(blocker.pid, now);
      log.warn({ blocker }, 'a connection to the database holds up others');
    }
  }, LOOK_EVERY);
}

/** Those who wait for nobody themselves, on a connection of its own: the others may all be waiting. */
export async function findBlockers(url: string): Promise<Blocker[]> {
  const client = new pg.Client({
    ...{ connectionString: url, application_name: `${APPLICATION} watch` },
    ...{ connectionTimeoutMillis: 3000, statement_timeout: 3000 },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Blocker>(FIND_BLOCKERS);
    return rows.map((row) => ({ ...row, query: withoutValues(row.query) }));
  } finally {
    await client.end().catch(() => undefined);
  }
}

const FIND_BLOCKERS = `SELECT blocker.pid, blocker.application_name AS program, coalesce(blocker.state, '') AS state,
    coalesce(blocker.query, '') AS query, count(*)::int AS waiting,
    round(coalesce(extract(epoch FROM clock_timestamp() - blocker.xact_start), 0))::int AS seconds
  FROM pg_stat_activity waiting
    CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS held (pid)
    JOIN pg_stat_activity blocker ON blocker.pid = held.pid
  WHERE waiting.wait_event_type = 'Lock' AND waiting.datname = current_database()
    AND blocker.wait_event_type IS DISTINCT FROM 'Lock'
  GROUP BY blocker.pid, blocker.application_name, blocker.state, blocker.query, blocker.xact_start
  ORDER BY waiting DESC LIMIT 10`;

const MOST_SHOWN = 200;

/** What a person typed into psql may name others. */
function withoutValues(query: string): string {
  return query
    .replace(/'(?:[^']|'')*'/g, "'…'")
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_SHOWN);
}
