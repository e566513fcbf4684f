import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openDb, type Database } from '../../src/platform/postgres/db.js';

/** A migrated, empty database of the calling test file's own; it goes with the file. Call it outside of tests. */
export async function createTestDatabase(): Promise<Database & { url: string }> {
  const url = await createDatabase(new URL(inject('templateUrl')).pathname.slice(1));
  const database = openDb(url);
  afterAll(async () => {
    await database.close();
    await onServer(`DROP DATABASE "${nameIn(url)}" WITH (FORCE)`);
  });
  return { ...database, url };
}

/** The address of a new database, a copy of `template`; the default has no tables at all. */
export async function createDatabase(template = 'template0'): Promise<string> {
  const url = new URL(inject('templateUrl'));
  url.pathname = `/test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE "${nameIn(url.href)}" TEMPLATE "${template}"`);
  return url.href;
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function onServer(sql: string): Promise<void> {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(sql);
  await client.end();
}
