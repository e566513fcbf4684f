import { systemClock } from '../platform/clock.js';
import type { Db } from '../platform/postgres/db.js';
import { rightsOfRole, type RoleRights } from '../platform/postgres/rights.js';

/** Sizes are bytes, times seconds. */
export interface DatabaseHealth {
  readonly version: string;
  readonly size: number;
  /** How much larger it has become since `since`; null where it was not measured a day ago or earlier. */
  readonly growth: { readonly bytes: number; readonly since: Date } | null;
  readonly connections: number;
  readonly connectionLimit: number;
  /** Of the longest statement that runs now; 0 where none does */
  readonly longest: number;
  /** Those that took longest on the average since they are counted; null where pg_stat_statements does not count them. */
  readonly slowest: readonly SlowStatement[] | null;
  /** How far its clock is from this machine's */
  readonly clockApart: number;
  readonly timeZone: string;
  /** What the role that serves may. */
  readonly rights: RoleRights;
}

export interface SlowStatement {
  readonly sql: string;
  readonly calls: number;
  readonly mean: number;
}

export async function databaseHealth(db: Db, now: Date): Promise<DatabaseHealth> {
  const { first, counts, ...measured } = await measuredNow(db, now);
  const [slowest, rights] = await Promise.all([
    slowestStatements(db, counts),
    rightsOfRole((sql) => db.$queryRawUnsafe(sql)),
  ]);
  return { ...measured, growth: growthSince(first, measured.size, now), slowest, rights };
}

interface Measured extends Omit<DatabaseHealth, 'growth' | 'slowest' | 'rights'> {
  /** The first of the sizes of a month that were noted. */
  readonly first: { readonly day: string; readonly bytes: number } | null;
  /** The schema of what counts the statements; null where nothing does. */
  readonly counts: string | null;
}

/** The operator may have the database count its statements (docs/operations.md); the setting is there where the server has loaded what counts. */
async function measuredNow(db: Db, now: Date): Promise<Measured> {
  const monthAgo = new Date(now.getTime() - MONTH);
  const before = systemClock().getTime();
  const [row] = await db.$queryRaw<(Omit<Measured, 'clockApart'> & { clock: Date })[]>`
    SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS size,
      current_setting('max_connections')::int AS "connectionLimit", clock_timestamp() AS clock,
      current_setting('TimeZone') AS "timeZone",
      (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
      (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start)), 0)::float8 FROM pg_stat_activity
        WHERE state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()) AS longest,
      (SELECT json_build_object('day', day, 'bytes', bytes) FROM database_sizes
        WHERE day >= ${monthAgo} ORDER BY day LIMIT 1) AS first,
      (SELECT n.nspname::text FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname = 'pg_stat_statements' AND current_setting('pg_stat_statements.max', true) IS NOT NULL) AS counts`;
  const { clock, ...measured } = row!;
  const middle = (before + systemClock().getTime()) / 2;
  return { ...measured, clockApart: Math.abs(clock.getTime() - middle) / 1000 };
}

/** The growth of a month, where the portal has measured for so long. */
const MONTH = 30 * 86_400_000;

function growthSince(first: Measured['first'], size: number, now: Date): DatabaseHealth['growth'] {
  const since = new Date(first?.day ?? now);
  if (!first || now.getTime() - since.getTime() < 86_400_000) return null;
  return { bytes: size - first.bytes, since };
}

async function slowestStatements(db: Db, schema: string | null): Promise<DatabaseHealth['slowest']> {
  if (schema === null) return null;
  return db.$queryRawUnsafe<SlowStatement[]>(`
    SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 200) AS sql, calls::int, mean_exec_time / 1000 AS mean
    FROM "${schema}".pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
    WHERE d.datname = current_database() AND calls >= 10 ORDER BY mean_exec_time DESC LIMIT 5`);
}
