import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openDb, type Database, type Db, type OnStatement } from '../../src/platform/postgres/db.js';

/** As its owner, who may what the portal may not; `url` is the owner's. */
export interface TestDatabase extends Database {
  readonly url: string;
  /** The same database as the portal serves it (docs/decisions/0077). */
  readonly serving: Database & { readonly url: string };
}

/** A copy of `template`, by default migrated and empty, of the calling test file's own; it goes with the file. Call it outside of tests. */
export async function createTestDatabase(
  template = migrated(),
  onStatement?: OnStatement,
): Promise<TestDatabase> {
  const url = await createDatabase(template);
  const database = openDb(url);
  const serving = { ...openDb(servingUrlOf(url), { onStatement }), url: servingUrlOf(url) };
  afterAll(async () => {
    await Promise.all([database.close(), serving.close()]);
    await onServer(`DROP DATABASE "${nameIn(url)}" WITH (FORCE)`);
  });
  return { ...database, url, serving };
}

/** The address of a test database for the role that serves. */
export function servingUrlOf(url: string): string {
  const serving = new URL(inject('servingUrl'));
  serving.pathname = new URL(url).pathname;
  return serving.href;
}

/** The address of a new database, a copy of `template`; the default has no tables at all. */
export async function createDatabase(template = 'template0'): Promise<string> {
  const url = new URL(inject('templateUrl'));
  url.pathname = `/test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE "${nameIn(url.href)}" TEMPLATE "${template}"`);
  return url.href;
}

/** A database to copy that `fill` has filled: the first file that asks for `name` makes it, the others wait for it. */
export async function templateOf(name: string, fill: (db: Db) => Promise<unknown>): Promise<string> {
  const client = await connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount) return name;
    const url = await createDatabase(migrated());
    const { db, close } = openDb(url);
    await fill(db).finally(close);
    await client.query(`ALTER DATABASE "${nameIn(url)}" RENAME TO "${name}"`);
    return name;
  } finally {
    await client.end();
  }
}

function migrated(): string {
  return nameIn(inject('templateUrl'));
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function onServer(sql: string): Promise<void> {
  const client = await connect();
  await client.query(sql);
  await client.end();
}

/** To the server, beside all test databases. */
async function connect(): Promise<pg.Client> {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return client;
}
