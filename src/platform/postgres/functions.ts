import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { CannotStart } from '../../config.js';

/** A file of prisma/functions: the present text of a function of the database, and of the triggers that call it. */
export interface FunctionFile {
  readonly name: string;
  readonly sql: string;
}

export async function functionFiles(): Promise<FunctionFile[]> {
  const names = (await readdir(FUNCTIONS)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(new URL(name, FUNCTIONS), 'utf8') })),
  );
}

const FUNCTIONS = new URL('../../../prisma/functions/', import.meta.url);

/**
 * Applies those of the files that the database does not have as they are, in the transaction that is open on `client`.
 * `files` are all there are: what is known of others is forgotten. CannotStart names the file that fails.
 */
export async function applyFunctions(
  client: Pick<pg.Client, 'query'>,
  files: readonly FunctionFile[],
): Promise<void> {
  const applied = await appliedFunctions(client);
  // Files are in the order of their names, so that one may call what comes later.
  await client.query('SET LOCAL check_function_bodies = off');
  for (const { name, sql } of files) {
    const sha256 = sha256Of(sql);
    if (applied.get(name) === sha256) continue;
    await applyOne(client, { name, sql });
    await client.query(NOTE_APPLIED, [name, sha256]);
  }
  const names = new Set(files.map(({ name }) => name));
  const others = [...applied.keys()].filter((name) => !names.has(name));
  if (others.length > 0) await client.query(FORGET, [others]);
}

/** The files of this release; undefined where the database has others. */
export async function functionsAsApplied(
  client: Pick<pg.Client, 'query'>,
): Promise<FunctionFile[] | undefined> {
  const files = await functionFiles();
  const applied = await appliedFunctions(client);
  const isSame = ({ name, sql }: FunctionFile) => applied.get(name) === sha256Of(sql);
  return applied.size === files.length && files.every(isSame) ? files : undefined;
}

/** What the database has: file → SHA-256 of its text. */
async function appliedFunctions(client: Pick<pg.Client, 'query'>): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>(FIND_APPLIED);
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function sha256Of(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

async function applyOne(client: Pick<pg.Client, 'query'>, { name, sql }: FunctionFile): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    const { message } = error as Error;
    throw new CannotStart(`prisma/functions/${name} failed, and left nothing behind: ${message}`, {
      cause: error,
    });
  }
}

const FIND_APPLIED = 'SELECT name, sha256 FROM applied_functions';
const NOTE_APPLIED = `INSERT INTO applied_functions (name, sha256, applied_at) VALUES ($1, $2, clock_timestamp())
  ON CONFLICT (name) DO UPDATE SET sha256 = EXCLUDED.sha256, applied_at = EXCLUDED.applied_at`;
const FORGET = 'DELETE FROM applied_functions WHERE name = ANY ($1)';
