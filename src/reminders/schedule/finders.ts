import type { Db, Tx } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { addDays } from '../../platform/text/calendar.js';
import type { Timed } from '../../reports/deadlines.js';
import { asked, dayOwed, TIMED } from '../../reports/deadline-finders.js';
import type { Cause, StepKey } from '../ladder.js';

/** Opened periods whose reports may still be filed: past their lock by a year at most, for extensions. */
export function runningPeriods(db: Db, now: Date) {
  return db.period.findMany({
    where: { openedAt: { not: null, lte: now }, lockOn: { gt: addDays(now, -365) } },
    select: { id: true, year: true, openedAt: true },
    orderBy: { id: 'asc' },
  });
}
export type RunningPeriod = Awaited<ReturnType<typeof runningPeriods>>[number];

/** Every day by which some unit still owes something, each once. */
export async function daysOwed(db: Db, periodId: number, cause: Cause, now: Date): Promise<Date[]> {
  const rows = await db.$queryRaw<{ day: Date }[]>`
    SELECT DISTINCT ${dayOwed[cause]} AS day FROM reports report
    WHERE report.period_id = ${periodId} AND ${asked(cause, now)}`;
  return rows.map(({ day }) => day);
}

export interface OwingReport extends Timed {
  readonly id: number;
  readonly unitId: number;
  readonly parentId: number | null;
  readonly unitName: string;
  readonly parentName: string | null;
  /** When the unit was last told of the day: steps of an earlier time are none of its. */
  readonly since: Date | null;
}

/** A step and when it goes. */
interface Owed {
  readonly period: RunningPeriod;
  readonly step: StepKey;
  readonly at: Date;
  readonly changedAt: Date | null;
}

/** So many reports at a time: one transaction each. */
const CHUNK = 500;

/**
 * Reports that owe something by the step's day and have not had the step, locked until the transaction ends; those that
 * somebody else holds are left for the next time.
 */
export function lockOwing(tx: Tx, { period, step, at, changedAt }: Owed, now: Date) {
  const { cause, dueBefore, number } = step;
  return tx.$queryRaw<OwingReport[]>`
    SELECT report.id, report.unit_id AS "unitId", report.parent_id AS "parentId", report.unit_name AS "unitName",
           parent.name AS "parentName", told.since, ${TIMED}
    FROM reports report
      LEFT JOIN units parent ON parent.id = report.parent_id
      CROSS JOIN LATERAL (SELECT ${SINCE[cause]} AS since) told
    WHERE report.period_id = ${period.id} AND ${asked(cause, now)} AND ${dayOwed[cause]} = ${dueBefore}
      AND coalesce(told.since, ${period.openedAt}) < ${at}
      AND ${at} > ${changedAt ?? period.openedAt} AND ${at} > ${period.openedAt}
      AND NOT EXISTS (
        SELECT FROM reminder_deliveries done WHERE done.report_id = report.id
          AND done.cause = ${cause} AND done.due_before = ${dueBefore} AND done.number = ${number})
    ORDER BY report.id LIMIT ${CHUNK}
    FOR NO KEY UPDATE OF report SKIP LOCKED`;
}

const EXTENDED = Prisma.sql`(SELECT max(granted_at) FROM extensions WHERE report_id = report.id)`;
/** A day that was moved for all begins a ladder of its own, as an extension does. */
const MOVED = Prisma.sql`(SELECT max(change.changed_at)
  FROM moved_dates moved JOIN date_changes change ON change.id = moved.change_id
  WHERE moved.report_id = report.id AND moved.due_before <> moved.due_was)`;
const SINCE: Record<Cause, Prisma.Sql> = {
  deadline: Prisma.sql`greatest(${EXTENDED}, ${MOVED})`,
  correction: Prisma.sql`greatest(${EXTENDED}, (SELECT max(returned_at) FROM returns WHERE report_id = report.id AND taken_back_at IS NULL))`,
};
