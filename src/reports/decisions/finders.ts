import type { Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { ReceiverStanding } from './rules.js';

/** Where the reviewer's own unit stands with its report of the period; null where it owes none. */
export function receiverStanding(
  db: Db,
  { unit }: Reviewer,
  periodId: number,
): Promise<ReceiverStanding | null> {
  return db.report.findUnique({
    where: { periodId_unitId: { periodId, unitId: unit.id } },
    select: { status: true, dueBefore: true },
  });
}
