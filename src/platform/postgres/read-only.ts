import type { Db } from './db.js';

/** Whether the database takes no writes: a standby, or one that was set so. */
export async function isReadOnlyDatabase(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ isReadOnly: boolean }[]>`
    SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS "isReadOnly"`;
  return row?.isReadOnly === true;
}
