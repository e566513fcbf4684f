import type { Db } from '../../platform/postgres/db.js';

/** The units whose people can no longer sign in, and have accounts that are not closed yet; some at a time. */
export async function unitsToClose(db: Db, now: Date): Promise<number[]> {
  // From the few units that have ended, however many there are.
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT u.id FROM units u
    WHERE u.active_to <= ${now} AND (u.accounts_until IS NULL OR u.accounts_until <= ${now})
      AND EXISTS (SELECT FROM accounts a WHERE a.unit_id = u.id AND a.deactivated_at IS NULL)
    ORDER BY u.id LIMIT ${A_ROUND}`;
  return rows.map(({ id }) => id);
}

const A_ROUND = 100;
