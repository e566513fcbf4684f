import type { Db } from '../platform/postgres/db.js';
import { addDays } from '../platform/text/calendar.js';

/** Notes how large the database is today; nothing where that is noted already. */
export async function noteSize(db: Db, now: Date): Promise<void> {
  const [row] = await db.$queryRaw<{ bytes: bigint }[]>`SELECT pg_database_size(current_database()) AS bytes`;
  const today = { day: addDays(now, 0), bytes: row?.bytes ?? 0n };
  await db.databaseSize.createMany({ data: [today], skipDuplicates: true });
}
