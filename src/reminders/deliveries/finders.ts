import type { Db, Tx } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { dayOwed, whatIsAsked, type Timed } from '../../reports/deadlines.js';
import { askedAnything, TIMED } from '../../reports/deadline-finders.js';
import type { ReminderTarget } from './rules.js';

/** Whose children, of which round, and who tells them. */
export interface Receiver {
  readonly id: number;
  readonly name: string;
  readonly period: { readonly id: number; readonly year: number };
}

/** Of some reports those of children that can be asked for anything, as they are told. */
export function findTargets(db: Db, of: Receiver, which: Prisma.Sql, now: Date): Promise<ReminderTarget[]> {
  return targetsOf(db, of, which, now, Prisma.empty);
}

/** The same, their reports locked until the transaction ends. */
export function lockTargets(tx: Tx, of: Receiver, which: Prisma.Sql, now: Date): Promise<ReminderTarget[]> {
  return targetsOf(tx, of, which, now, Prisma.sql`FOR NO KEY UPDATE`);
}

async function targetsOf(
  db: Db | Tx,
  { id: parentId, name: receiver, period }: Receiver,
  which: Prisma.Sql,
  now: Date,
  lock: Prisma.Sql,
): Promise<ReminderTarget[]> {
  const rows = await db.$queryRaw<(Timed & { id: number; unitId: number; unit: string })[]>`
    SELECT report.id, report.unit_id AS "unitId", report.unit_name AS unit, ${TIMED}
    FROM reports report
    WHERE report.parent_id = ${parentId} AND report.period_id = ${period.id} AND ${askedAnything(now)} AND ${which}
    ORDER BY report.id ${lock}`;
  const calendar = await findWorkingCalendar(db);
  return rows.flatMap((row) => {
    const owed = whatIsAsked(row, now);
    if (!owed) return [];
    const dueBefore = dayOwed(row);
    const daysLeft = calendar.workingDaysLeft(now, dueBefore);
    const about = { reportId: row.id, unitId: row.unitId, unit: row.unit, year: period.year };
    return [{ ...about, parentId, receiver, owed, dueBefore, daysLeft }];
  });
}
