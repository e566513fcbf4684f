import type { Actor } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { statusesToFile } from '../reports/deadlines.js';

/** Before when the own unit's newest report is due; null where none is to be filed. */
export async function ownDue(db: Db, { unit }: Actor): Promise<Date | null> {
  const report = await db.report.findFirst({
    where: { unitId: unit.id, status: { in: [...statusesToFile] } },
    orderBy: { period: { year: 'desc' } },
    select: { dueBefore: true },
  });
  return report?.dueBefore ?? null;
}
