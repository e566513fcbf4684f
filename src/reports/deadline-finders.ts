import type { Db } from '../platform/postgres/db.js';
import { Prisma } from '../platform/prisma/client.js';
import { statusesToCorrect, statusesToFile, type PeriodDeadlines, type Timeliness } from './deadlines.js';

// The rules of deadlines.ts, as the database reads them: of a table named `report` in SQL, and as filters of Prisma. What
// is counted as it changes is in prisma/functions/report_facts.sql. tests/integration/same-rules.test.ts holds them all to
// each other, for every state at every instant: who changes one changes the others.

/** The columns that `Timed` asks for. */
export const TIMED = Prisma.sql`report.status::text AS status, report.due_before AS "dueBefore",
  report.lock_on AS "lockOn", report.first_submitted_at AS "firstSubmittedAt", report.correct_before AS "correctBefore"`;

const list = (words: readonly string[]) => Prisma.raw(words.map((word) => `'${word}'`).join(', '));
const IS_CORRECTING = Prisma.sql`report.status IN (${list(statusesToCorrect)})`;

/** `isToCorrect` of deadlines.ts, in SQL. */
export const toCorrect = Prisma.sql`(${IS_CORRECTING} AND report.correct_before IS NOT NULL)`;
/** `isEditable` of lifecycle.ts, in SQL. */
export const editable = Prisma.sql`report.status IN (${list(statusesToFile)})`;
/** `isToFile` of deadlines.ts, in SQL. */
export const toFile = Prisma.sql`(${editable} AND report.first_submitted_at IS NULL AND NOT ${toCorrect})`;

/** `lockedFrom` in SQL. Pass `lockOn` to ask when filing would end if the report's lock were on that day. */
export function lockedFrom(lockOn = Prisma.sql`report.lock_on`): Prisma.Sql {
  return Prisma.sql`greatest(${lockOn}, CASE WHEN ${IS_CORRECTING} THEN report.correct_before END)`;
}

/** What a unit owes: its report by the deadline, or the correction by its own day. */
export type Cause = 'deadline' | 'correction';
const OWES: Record<Cause, Prisma.Sql> = { deadline: toFile, correction: toCorrect };
/** `dayOwed` in SQL. */
export const dayOwed: Record<Cause, Prisma.Sql> = {
  deadline: Prisma.sql`report.due_before`,
  correction: Prisma.sql`report.correct_before`,
};

/** `presentDeadline` in SQL. */
export const presentDeadline = Prisma.sql`CASE
  WHEN report.first_submitted_at IS NOT NULL THEN coalesce(report.correct_before, report.due_before)
  ELSE report.due_before END`;

/** `dayOwed` whatever is owed, in the words of the index of migration 20261129232000, by which units stand with the latest first. */
export const dayOwedFirst = Prisma.sql`CASE WHEN ${IS_CORRECTING} AND report.correct_before IS NOT NULL THEN report.correct_before ELSE report.due_before END`;

/** The condition that no mail about its report reaches the unit; in the words of an index too. */
const UNDELIVERED = Prisma.sql`(NOT report.has_contact OR report.undelivered_at IS NOT NULL)`;
export const unmailed = Prisma.sql`(${editable} AND ${UNDELIVERED})`;
const NO_ACCOUNT = Prisma.sql`NOT EXISTS (
  SELECT FROM accounts WHERE accounts.unit_id = report.unit_id AND accounts.deactivated_at IS NULL)`;
/**
 * The same, and nobody of it has signed in, answered a call or begun the report; where no account is open, nobody goes on with
 * what was begun, and nothing goes there by itself.
 */
export const unreached = Prisma.sql`(${unmailed} AND report.reached_at IS NULL
  AND (report.status = 'NOT_STARTED' OR ${NO_ACCOUNT}))`;

/** `whatIsOwed` in SQL; null if the unit owes nothing. */
export function owed(now: Date): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN ${toCorrect} THEN CASE WHEN report.correct_before > ${now} THEN 'correction-due' ELSE 'correction-overdue' END
    WHEN ${toFile} THEN CASE WHEN report.due_before > ${now} THEN 'due' ELSE 'overdue' END
  END`;
}

/** The condition that a unit can be asked to file, or to correct: it owes that, and filing is not locked. */
export function asked(cause: Cause, now: Date): Prisma.Sql {
  return Prisma.sql`${OWES[cause]} AND ${lockedFrom()} > ${now}`;
}

/** The same, once the day to file or correct before has come. */
export function askedLate(cause: Cause, now: Date): Prisma.Sql {
  return Prisma.sql`${asked(cause, now)} AND ${dayOwed[cause]} <= ${now}`;
}

/** The condition that a unit can be asked for anything; `whatIsAsked` in SQL. */
export function askedAnything(now: Date): Prisma.Sql {
  return Prisma.sql`((${asked('deadline', now)}) OR (${asked('correction', now)}))`;
}

/** `dueBeforeFor`, by the level of whom a report goes to, which is null at the root; null where that day is not given. */
export function dueBefore(days: Days, parentLevel: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN ${parentLevel} IS NULL THEN ${days.dueBeforeProvince ?? null}::timestamptz
    WHEN ${parentLevel} = 'PROVINCE' THEN ${days.dueBeforeUpperLevel ?? null}::timestamptz
    ELSE ${days.dueBeforeGrassroots ?? null}::timestamptz END`;
}
type Days = { readonly [K in keyof PeriodDeadlines]?: Date | null | undefined };

/** `timeliness` in SQL. */
export function withTimeliness(db: Db, timeliness: Timeliness, now: Date): Prisma.ReportWhereInput {
  const ownDay = db.report.fields.dueBefore;
  const status = { not: 'EXEMPT' } as const;
  switch (timeliness) {
    case 'exempt':
      return { status: 'EXEMPT' };
    case 'on-time':
      return { status, firstSubmittedAt: { lt: ownDay } };
    case 'late':
      return { status, firstSubmittedAt: { gte: ownDay } };
    case 'due':
      return { status, firstSubmittedAt: null, dueBefore: { gt: now } };
    case 'overdue':
      return { status, firstSubmittedAt: null, dueBefore: { lte: now } };
  }
}

/** `isToCorrect`, and where that is asked for, by a day that is still to come or has come. */
export function withCorrection(day: { gt: Date } | { lte: Date } | { not: null }): Prisma.ReportWhereInput {
  return { status: { in: [...statusesToCorrect] }, correctBefore: day };
}
