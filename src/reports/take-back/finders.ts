import type { Db } from '../../platform/postgres/db.js';
import type { Opened } from '../finders.js';

/** Whether the whole year's report has been recorded as sent: then no decision below it is taken back any more. */
export async function isYearSent(db: Db, { report }: Opened<unknown>): Promise<boolean> {
  const where = { parentId: null, periodId: report.periodId, status: 'ACCEPTED' as const };
  return (await db.report.count({ where })) > 0;
}
