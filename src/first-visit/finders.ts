import type { Actor } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { dayOwed, isToCorrect, statusesToFile } from '../reports/deadlines.js';
import type { OwnDue } from './rules.js';

/** Before when the own unit's newest report is due, or its correction; null where none is to be filed. */
export async function ownDue(db: Db, { unit }: Actor): Promise<OwnDue | null> {
  const report = await db.report.findFirst({
    where: { unitId: unit.id, status: { in: [...statusesToFile] } },
    orderBy: { period: { year: 'desc' } },
    select: { status: true, dueBefore: true, firstSubmittedAt: true, correctBefore: true },
  });
  return report && { before: dayOwed(report), isCorrection: isToCorrect(report) };
}
