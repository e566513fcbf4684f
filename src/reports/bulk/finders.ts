import type { Db, Tx } from '../../platform/postgres/db.js';
import { NAMED } from './rules.js';

/** The names of the first NAMED of these reports' units, by name. */
export async function firstNames(db: Db | Tx, ids: readonly number[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT unit_name AS name FROM reports WHERE id = ANY (${[...ids]}) ORDER BY unit_name, id LIMIT ${NAMED}`;
  return rows.map(({ name }) => name);
}
