import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CannotStart } from '../../config.js';
import { takeLock, type LockHolder } from './start-lock.js';
import { APPLICATION } from './pools.js';
import { applyFunctions, functionFiles, type FunctionFile } from './functions.js';
import { grantRights } from './rights.js';

export interface MigrateOptions {
  /** Those of prisma/functions, unless given. */
  readonly functions?: readonly FunctionFile[];
  /** The role under which the portal serves, where that is not the owner's; it is given its rights. */
  readonly servingRole?: string | undefined;
  /** Hears every ten seconds who keeps it from beginning. */
  readonly onWait?: (holder: LockHolder) => void;
}

/**
 * Applies the migrations that the database at `url` (its owner's address) does not have yet, each in a transaction of its
 * own together with its row, so that neither a kill nor a failure leaves one half-applied; with the last of them the
 * functions and rights that have changed. Of several processes starting at once one does it. Answers with the names of the
 * migrations. CannotStart where the database is not one to migrate, or something fails. A table that others hold is tried
 * again for ten minutes.
 */
export async function migrate(
  url: string,
  { functions, servingRole, onWait = () => undefined }: MigrateOptions = {},
): Promise<string[]> {
  // The lock and the transactions belong to the connection, and both end with it.
  const client = new pg.Client({ connectionString: url, application_name: `${APPLICATION} start` });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await takeLock(client, PRISMA_MIGRATE_LOCK, onWait);
    const query = queryOf(client);
    const pending = await pendingMigrations(query);
    if (pending.length > 0) await prepare(query);
    else if (await isOfLaterRelease(query)) return [];
    await applyAll(client, pending, { functions: functions ?? (await functionFiles()), servingRole });
    return pending;
  } finally {
    await client.end();
  }
}

/** A migration as a database knows it. */
export interface AppliedMigration {
  readonly name: string;
  /** SHA-256 of its SQL, in hexadecimal */
  readonly checksum: string;
}

/** Those that the database has, in their order. */
export function appliedMigrations(query: Query): Promise<AppliedMigration[]> {
  return query<AppliedMigration>(`${FIND_APPLIED} ORDER BY migration_name`);
}

/** Until the open transaction ends, no other process changes the tables. */
export async function waitForOthers(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [PRISMA_MIGRATE_LOCK]);
}

/**
 * Makes, in the open transaction, the tables and functions of the release that has these migrations. CannotStart where
 * the database is not empty, or the release is a later one, or of another line than this.
 */
export async function makeTables(
  client: pg.Client,
  migrations: readonly AppliedMigration[],
  functions: readonly FunctionFile[],
): Promise<void> {
  const query = queryOf(client);
  if (await hasTable(query))
    throw new CannotStart('the database holds the data of a portal already: nothing was changed');
  await prepare(query);
  const known = new Set(await migrationNames());
  for (const { name, checksum } of migrations) {
    if (!known.has(name))
      throw new CannotStart(`this release is too old: it does not know the migration ${name}`);
    if ((await applyOne(client, name)) !== checksum)
      throw new CannotStart(`the migration ${name} of this release is another one`);
  }
  await applyFunctions(client, functions);
}

/** Applies, in the open transaction, what this release has beyond the database. Answers with the migrations' names. */
export async function bringUpToDate(client: pg.Client): Promise<string[]> {
  const pending = await pendingMigrations(queryOf(client));
  for (const name of pending) await applyOne(client, name);
  await applyFunctions(client, await functionFiles());
  return pending;
}

/** Runs SQL that answers with rows; for code that has a connection, or only the portal's `db`. */
export type Query = <Row>(sql: string) => Promise<Row[]>;

export function queryOf(client: pg.Client): Query {
  return async <Row>(sql: string) => (await client.query<Row & pg.QueryResultRow>(sql)).rows;
}

/** Names of the migrations that the database does not have yet. */
export async function pendingMigrations(query: Query): Promise<string[]> {
  const names = await migrationNames();
  if (!(await hasTable(query))) return names;
  const applied = await query<{ name: string }>(FIND_APPLIED);
  const done = new Set(applied.map((row) => row.name));
  return names.filter((name) => !done.has(name));
}

/** In the order in which they are applied. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function migrationSql(name: string): Promise<string> {
  return readFile(new URL(`${name}/migration.sql`, MIGRATIONS), 'utf8');
}

const MIGRATIONS = new URL('../../../prisma/migrations/', import.meta.url);
// The number that Prisma's own command takes, so the two wait for each other.
const PRISMA_MIGRATE_LOCK = 72_707_369;

/** Makes the table as Prisma does, and refuses what Prisma refuses. */
async function prepare(query: Query): Promise<void> {
  if (await hasTable(query)) {
    const [failed] = await query<{ name: string }>(FIND_FAILED);
    if (!failed) return;
    throw new CannotStart(
      `the migration ${failed.name} failed in this database before, and was not resolved`,
    );
  }
  const [foreign] = await query<{ name: string }>(FIND_FOREIGN);
  if (foreign)
    throw new CannotStart(
      `the database has tables of something else (${foreign.name}): give the portal an empty one`,
    );
  await query(CREATE_TABLE);
}

/** A process of the release before, started once more beside those of the next one, leaves their functions alone. */
async function isOfLaterRelease(query: Query): Promise<boolean> {
  const last = (await migrationNames()).at(-1) ?? '';
  const applied = await query<{ name: string }>(FIND_APPLIED);
  return applied.some(({ name }) => name > last);
}

/** The functions come with the last migration: nobody meets the tables of one release with the functions or rights of another. */
async function applyAll(
  client: pg.Client,
  pending: readonly string[],
  { functions, servingRole }: { functions: readonly FunctionFile[]; servingRole: string | undefined },
): Promise<void> {
  for (const name of pending.slice(0, -1)) await inTransaction(client, name, () => applyOne(client, name));
  const last = pending.at(-1);
  await inTransaction(client, last, async () => {
    if (last) await applyOne(client, last);
    await applyFunctions(client, functions);
    if (servingRole !== undefined) await grantRights(client, servingRole);
  });
}

/** Answers with its checksum. */
async function applyOne(client: pg.Client, name: string): Promise<string> {
  const sql = await migrationSql(name);
  const checksum = createHash('sha256').update(sql).digest('hex');
  await client.query(BEGIN_ROW, [name, checksum]);
  await client.query(sql);
  await client.query(FINISH_ROW, [name]);
  return checksum;
}

/** A statement that waits for a table makes all others wait behind it: it gives up soon, and comes back. Times in ms. */
const LOCK_PATIENCE = 2000;
const TRY_AGAIN_AFTER = 1000;
/** A backup reads every table for as long as it takes. */
const MOST_TRIES = 200;
/** lock_not_available, as PostgreSQL's manual numbers it (Appendix A). */
const LOCKED = '55P03';

async function inTransaction(
  client: pg.Client,
  migration: string | undefined,
  work: () => Promise<unknown>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL lock_timeout = ${LOCK_PATIENCE}`);
      await work();
      await client.query('COMMIT');
      return;
    } catch (error) {
      await client.query('ROLLBACK');
      if (!isLocked(error) || tries === MOST_TRIES) throw failure(migration, error);
      await sleep(TRY_AGAIN_AFTER);
    }
  }
}

function isLocked(error: unknown): boolean {
  const { code } = ((error instanceof CannotStart ? error.cause : error) ?? {}) as { code?: string };
  return code === LOCKED;
}

function failure(migration: string | undefined, error: unknown): CannotStart {
  if (error instanceof CannotStart) return error;
  const what = migration === undefined ? 'prisma/functions' : `the migration ${migration}`;
  return new CannotStart(`${what} failed, and left nothing behind: ${(error as Error).message}`);
}

async function hasTable(query: Query): Promise<boolean> {
  const [table] = await query<{ found: boolean }>(FIND_TABLE);
  return table?.found === true;
}

const FIND_TABLE = `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`;
const FIND_APPLIED = `SELECT migration_name AS name, checksum FROM _prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
const FIND_FAILED = `SELECT migration_name AS name FROM _prisma_migrations
  WHERE finished_at IS NULL AND rolled_back_at IS NULL`;
const FIND_FOREIGN = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')`;
const CREATE_TABLE = `CREATE TABLE _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
const BEGIN_ROW = `INSERT INTO _prisma_migrations (id, migration_name, checksum, started_at)
  VALUES (gen_random_uuid(), $1, $2, clock_timestamp())`;
const FINISH_ROW = `UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1
  WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`;
