import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import pg from 'pg';
import { bringUpToDate, makeTables, waitForOthers } from '../postgres/migrate.js';
import { ContentsReader, type Manifest, type Table } from './contents.js';
import { BackupProblem } from './problem.js';
import { unseal } from './seal.js';
import {
  copyIn,
  digestOf,
  emptyTables,
  fixFormats,
  setSequences,
  tablesOf,
  withRulesAside,
} from './tables.js';

export interface RestoreOrder {
  /** Of an empty database */
  readonly url: string;
  readonly file: string;
  readonly passphrase: string;
  /** Runs last, on the tables of this release, in the same transaction. */
  readonly finish?: (client: pg.Client) => Promise<void>;
}

export interface Restored {
  readonly takenAt: Date;
  readonly portalVersion: string;
  readonly tables: number;
  readonly rows: number;
  readonly secrets: Readonly<Record<string, string>>;
  /** Migrations that came after the backup, and were applied to it. */
  readonly migrated: readonly string[];
}

/**
 * Makes of an empty database what the backup holds, reads every table back and compares it with what was written, then
 * brings it to this release. One transaction: however it ends, the database is whole or empty. BackupProblem or
 * CannotStart, one sentence each, where it cannot be.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const client = new pg.Client({ connectionString: order.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    await waitForOthers(client);
    await fixFormats(client);
    const restored = await restoreInto(client, order);
    await order.finish?.(client);
    await client.query('ANALYZE');
    await client.query('COMMIT');
    return restored;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function restoreInto(client: pg.Client, order: RestoreOrder): Promise<Restored> {
  const bytes = openBackup(order);
  try {
    const contents = new ContentsReader(bytes);
    const { takenAt, portalVersion, migrations, functions, secrets } = await contents.introduction();
    await makeTables(client, migrations, functions);
    const { tables, sequences } = await withRulesAside(client, () => loadAll(client, contents));
    await setSequences(client, sequences);
    const counted = Object.values(tables);
    const rows = counted.reduce((sum, digest) => sum + digest.rows, 0);
    const migrated = await bringUpToDate(client);
    return { takenAt: new Date(takenAt), portalVersion, secrets, tables: counted.length, rows, migrated };
  } finally {
    bytes.destroy();
  }
}

function openBackup({ file, passphrase }: RestoreOrder): Gunzip {
  const opened = Readable.from(unseal(readFile(file), passphrase));
  // What goes wrong on the way is told to whoever reads.
  return pipeline(opened, createGunzip(), () => undefined);
}

async function* readFile(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new BackupProblem(`${file} cannot be read (${(error as Error).message})`);
  }
}

/** Loads each table and reads it back. The manifest is the last thing in the backup: only then is all known to be there. */
async function loadAll(client: pg.Client, contents: ContentsReader): Promise<Manifest> {
  const known = new Map((await tablesOf(client)).map((table) => [table.name, table]));
  // Migrations write rows, such as the public holidays; those of the backup are what became of them.
  await emptyTables(client, [...known.values()]);
  for (;;) {
    const next = await contents.tableOrManifest();
    if ('manifest' in next) {
      await compareAll(client, [...known.values()], next.manifest);
      return next.manifest;
    }
    if (!isSame(known.get(next.table.name), next.table))
      throw new BackupProblem(
        `the table ${next.table.name} of the backup has other columns than its release`,
      );
    await copyIn(client, next.table, contents.rows());
  }
}

async function compareAll(client: pg.Client, tables: readonly Table[], manifest: Manifest): Promise<void> {
  for (const table of tables) {
    const written = manifest.tables[table.name];
    const found = await digestOf(client, table);
    if (found.rows !== written?.rows || found.sha256 !== written.sha256)
      throw new BackupProblem(
        `the table ${table.name} is not as it was written: ${String(written?.rows ?? 'no')} rows then, ${found.rows} now`,
      );
  }
}

function isSame(known: Table | undefined, table: Table): boolean {
  return known?.columns.join() === table.columns.join();
}
