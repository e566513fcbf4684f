import type pg from 'pg';
import type { FunctionFile } from '../../src/platform/postgres/functions.js';

/** "function fold_text", "trigger units_path" and so on: what files of prisma/functions make, in the order of names. */
export function madeBy(files: readonly FunctionFile[]): string[] {
  const made = files.flatMap(({ sql }) =>
    [...sql.matchAll(/^CREATE OR REPLACE (FUNCTION|TRIGGER) "(\w+)"/gm)].map(
      ([, kind = '', name = '']) => `${kind.toLowerCase()} ${name}`,
    ),
  );
  return made.sort();
}

/** The functions and triggers that a database has, by the names of `madeBy`, with their text as the database says it. */
export async function liveFunctions(client: Pick<pg.Client, 'query'>): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; text: string }>(LIVE);
  return new Map(rows.map(({ name, text }) => [name, text]));
}

/** The names of functions and triggers that are not as the files say: of another text, missing, or in no file. */
export async function differences(pool: pg.Pool, files: readonly FunctionFile[]): Promise<string[]> {
  const client = await pool.connect();
  try {
    const live = await liveFunctions(client);
    await client.query('BEGIN');
    for (const { sql } of files) await client.query(sql);
    const meant = await liveFunctions(client);
    const made = new Set(madeBy(files));
    const names = [...new Set([...meant.keys(), ...live.keys(), ...made])].sort();
    return names.filter((name) => !made.has(name) || live.get(name) !== meant.get(name));
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const LIVE = `
  SELECT 'function ' || proname AS name, pg_get_functiondef(oid) AS text FROM pg_proc p
  WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
  UNION ALL
  SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal`;
