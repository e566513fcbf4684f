import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { functionsAsApplied } from '../postgres/functions.js';
import { appliedMigrations, pendingMigrations, queryOf } from '../postgres/migrate.js';
import { APPLICATION } from '../postgres/pools.js';
import { PORTAL_VERSION } from '../version.js';
import { lineOf, rowsOf, type Introduction, type TableDigest } from './contents.js';
import { BackupProblem } from './problem.js';
import { seal } from './seal.js';
import { copyOut, fixFormats, sequencesOf, tablesOf } from './tables.js';

export interface BackupOrder {
  /** Of the database */
  readonly url: string;
  /** Which must not be there yet. It appears when it is whole, readable by its owner only. */
  readonly file: string;
  readonly passphrase: string;
  readonly now: Date;
  /** What is kept outside of the database: file of the data directory → what it holds. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface WrittenBackup {
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes all that the database holds into one file, as it is at one instant, while the portal goes on. Nothing is left of
 * a backup that fails or is killed but a file named `<file>.<random>.part`. BackupProblem where it cannot be written, or
 * where the database is not of this release.
 */
export async function writeBackup(order: BackupOrder): Promise<WrittenBackup> {
  const aside = `${order.file}.${randomBytes(6).toString('hex')}.part`;
  // Nothing that a portal does locks a table for long; what does is told, and the backup is tried again.
  const name = `${APPLICATION} backup`;
  const client = new pg.Client({ connectionString: order.url, application_name: name, lock_timeout: 60_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await fixFormats(client);
    const digests: Record<string, TableDigest> = {};
    await pipeline(
      contentsOf(client, await introduce(client, order), digests),
      createGzip(),
      (bytes: AsyncIterable<Buffer>) => seal(bytes, order.passphrase),
      createWriteStream(aside, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await link(aside, order.file);
    const counted = Object.values(digests);
    const rows = counted.reduce((sum, digest) => sum + digest.rows, 0);
    return { bytes: (await stat(order.file)).size, tables: counted.length, rows };
  } catch (error) {
    throw asProblem(error, order.file);
  } finally {
    await rm(aside, { force: true }).catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}

async function introduce(client: pg.Client, { now, secrets }: BackupOrder): Promise<Introduction> {
  const query = queryOf(client);
  const [pending] = await pendingMigrations(query);
  if (pending !== undefined)
    throw new BackupProblem(
      `the database is of an earlier release (without ${pending}): back it up with that one, or start this one first`,
    );
  const functions = await functionsAsApplied(client);
  if (!functions)
    throw new BackupProblem(
      'the database is of another release: back it up with that one, or start this one first',
    );
  const migrations = await appliedMigrations(query);
  return { takenAt: now.toISOString(), portalVersion: PORTAL_VERSION, migrations, functions, secrets };
}

/** What is sealed: what one transaction of `client` sees. `tables` is filled meanwhile. */
export async function* contentsOf(
  client: pg.Client,
  introduction: Introduction,
  tables: Record<string, TableDigest>,
): AsyncGenerator<Buffer> {
  yield lineOf({ introduction });
  for (const table of await tablesOf(client)) {
    yield lineOf({ table });
    yield* rowsOf(copyOut(client, table, (digest) => (tables[table.name] = digest)));
  }
  yield lineOf({ manifest: { tables, sequences: await sequencesOf(client) } });
}

function asProblem(error: unknown, file: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return new BackupProblem(`there is no room on the disk for ${file}: nothing was written`);
  if (code === 'EEXIST') return new BackupProblem(`${file} is there already: nothing was written`);
  if (code !== undefined && /^E[A-Z]+$/.test(code))
    return new BackupProblem(`${file} cannot be written (${message})`);
  return error;
}
