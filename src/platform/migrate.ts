import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { openSchemaEngine } from './schema-engine.js';

/**
 * Applies the migrations that the database at `url` does not have yet, each in a transaction of its own, so that a
 * kill leaves none half-applied; of several processes starting at once one does it. Answers with their names.
 */
export async function migrate(url: string): Promise<string[]> {
  // One connection: the lock and the transactions belong to it, and both end with it.
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  // The engine connects anew, and listens, for every migration.
  pool.setMaxListeners(0);
  try {
    await pool.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK]);
    const query: Query = async <Row>(sql: string) => (await pool.query<Row & pg.QueryResultRow>(sql)).rows;
    const pending = await pendingMigrations(query);
    for (const name of pending) await applyOne(pool, name);
    return pending;
  } finally {
    await pool.end();
  }
}

/** Runs SQL that answers with rows; for code that has a pool, or only the portal's `db`. */
export type Query = <Row>(sql: string) => Promise<Row[]>;

/** Names of the migrations that the database does not have yet. */
export async function pendingMigrations(query: Query): Promise<string[]> {
  const names = await migrationNames();
  const [table] = await query<{ found: boolean }>(FIND_TABLE);
  if (!table?.found) return names;
  const applied = await query<{ name: string }>(FIND_APPLIED);
  const done = new Set(applied.map((row) => row.name));
  return names.filter((name) => !done.has(name));
}

/**
 * The SQL that leads from the migrations (applied to a shadow database beside that of `pool`) to prisma/schema, ''
 * for none. `before`: only from the migrations that come before that name.
 */
export async function schemaDrift(pool: pg.Pool, before?: string): Promise<string> {
  const engine = await openSchemaEngine(pool);
  const names = (await migrationNames()).filter((name) => before === undefined || name < before);
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...(await migrationList(names)) },
    to: { tag: 'schemaDatamodel', files: await schemaFiles() },
    script: true,
    exitCode: null,
    filters: FILTERS,
  });
  const sql = stdout ?? '';
  return sql.includes('This is an empty migration') ? '' : sql;
}

const FIND_TABLE = `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`;
const FIND_APPLIED = `SELECT migration_name AS name FROM _prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
// The number that Prisma's own command takes, so the two wait for each other.
const PRISMA_MIGRATE_LOCK = 72_707_369;
const FILTERS = { externalTables: [], externalEnums: [] };
const ROOT = new URL('../../prisma/', import.meta.url);

async function applyOne(pool: pg.Pool, name: string): Promise<void> {
  await pool.query('BEGIN');
  try {
    const engine = await openSchemaEngine(pool);
    const upToIt = (await migrationNames()).filter((other) => other <= name);
    await engine.applyMigrations({ migrationsList: await migrationList(upToIt), filters: FILTERS });
    await pool.query('COMMIT');
  } catch (error) {
    await pool.query('ROLLBACK');
    throw error;
  }
}

async function migrationList(names: string[]) {
  return {
    baseDir: fileURLToPath(new URL('migrations', ROOT)),
    lockfile: { path: 'migration_lock.toml', content: await read('migrations/migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.map(migrationDirectory)),
  };
}

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(new URL('migrations/', ROOT), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function migrationDirectory(name: string) {
  const content = { tag: 'ok' as const, value: await read(`migrations/${name}/migration.sql`) };
  return { path: name, migrationFile: { path: 'migration.sql', content } };
}

async function schemaFiles() {
  const names = (await readdir(new URL('schema/', ROOT))).filter((name) => name.endsWith('.prisma'));
  return Promise.all(
    names.map(async (name) => ({ path: `prisma/schema/${name}`, content: await read(`schema/${name}`) })),
  );
}

function read(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), 'utf8');
}
