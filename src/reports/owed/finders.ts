import { Prisma } from '../../platform/prisma/client.js';

// The rules of reports/deadlines.ts, as the database reads them of `report`; tests/integration/owed.test.ts holds both
// together.

const TO_CORRECT = Prisma.sql`(report.status IN ('RETURNED', 'IN_PROGRESS') AND report.correct_before IS NOT NULL)`;
const TO_FILE = Prisma.sql`(report.status IN ('NOT_STARTED', 'IN_PROGRESS') AND report.first_submitted_at IS NULL
  AND report.correct_before IS NULL)`;

/** The columns that `Timed` asks for. */
export const TIMED = Prisma.sql`report.status::text AS status, report.due_before AS "dueBefore",
  report.lock_on AS "lockOn", report.first_submitted_at AS "firstSubmittedAt", report.correct_before AS "correctBefore"`;

/** `whatIsOwed`: null where nothing is. */
export function owed(now: Date): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN ${TO_CORRECT} THEN CASE WHEN report.correct_before > ${now} THEN 'correction-due' ELSE 'correction-overdue' END
    WHEN ${TO_FILE} THEN CASE WHEN report.due_before > ${now} THEN 'due' ELSE 'overdue' END
  END`;
}

/** The condition that a unit can be asked to file, or to correct: it owes that, and filing is not locked. */
export function asked(what: 'deadline' | 'correction', now: Date): Prisma.Sql {
  return what === 'deadline'
    ? Prisma.sql`${TO_FILE} AND report.lock_on > ${now}`
    : Prisma.sql`${TO_CORRECT} AND greatest(report.lock_on, report.correct_before) > ${now}`;
}

/** The condition that a unit can be asked for anything: `whatIsAsked`. */
export function askedAnything(now: Date): Prisma.Sql {
  return Prisma.sql`((${asked('deadline', now)}) OR (${asked('correction', now)}))`;
}
