import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import type { Manifest, Table, TableDigest } from './contents.js';

/**
 * Has COPY write every value in one way, whatever the server's settings, and the rows of a table in the order in which
 * they lie there: so that a table reads the same once it was copied into another database. For the open transaction.
 */
export async function fixFormats(client: pg.Client): Promise<void> {
  await client.query(`SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC';
    SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL synchronize_seqscans = off;
    SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`);
}

/** All tables but the two that tell of which release the database is. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  return (await client.query<{ name: string; columns: string[] }>(FIND_TABLES)).rows;
}

const FIND_TABLES = `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
    AND relname NOT IN ('_prisma_migrations', 'applied_functions')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
  GROUP BY relname ORDER BY relname COLLATE "C"`;

/** The rows of a table; `digest` is told when they are all read. */
export async function* copyOut(
  client: pg.Client,
  table: Table,
  digest: (digest: TableDigest) => void,
): AsyncGenerator<Buffer> {
  const rows = client.query(to(`COPY ${targetOf(table)} TO STDOUT`));
  const hash = createHash('sha256');
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
  digest({ rows: rows.rowCount, sha256: hash.digest('hex') });
}

export async function emptyTables(client: pg.Client, tables: readonly Table[]): Promise<void> {
  await client.query(`TRUNCATE ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')}`);
}

export async function copyIn(client: pg.Client, table: Table, rows: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(rows, client.query(from(`COPY ${targetOf(table)} FROM STDIN`)));
}

export async function digestOf(client: pg.Client, table: Table): Promise<TableDigest> {
  let found: TableDigest | undefined;
  const rows = copyOut(client, table, (digest) => (found = digest));
  // Reading is what makes the digest.
  while (!(await rows.next()).done);
  return found!;
}

function targetOf({ name, columns }: Table): string {
  return `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;
}

/** A sequence gives out numbers outside of transactions: one that is read after the rows is past all of theirs. */
export async function sequencesOf(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; value: string }>(FIND_SEQUENCES);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

const FIND_SEQUENCES = `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
  WHERE schemaname = current_schema() AND last_value IS NOT NULL`;

export async function setSequences(client: pg.Client, sequences: Manifest['sequences']): Promise<void> {
  for (const [name, value] of Object.entries(sequences))
    await client.query('SELECT setval($1::regclass, $2::bigint)', [pg.escapeIdentifier(name), value]);
}

/**
 * Runs `load` on tables that neither look at nor do anything about what comes in. Afterwards they do again, and every
 * reference has been looked at. It needs no more than to own the tables.
 */
export async function withRulesAside<T>(client: pg.Client, load: () => Promise<T>): Promise<T> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    FIND_FOREIGN_KEYS,
  );
  const tables = await tablesOf(client);
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of tables)
    await client.query(`ALTER TABLE ${pg.escapeIdentifier(name)} DISABLE TRIGGER USER`);
  const loaded = await load();
  for (const { name } of tables)
    await client.query(`ALTER TABLE ${pg.escapeIdentifier(name)} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of keys)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  return loaded;
}

const FIND_FOREIGN_KEYS = `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name,
    pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`;
