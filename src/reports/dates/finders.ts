import type { Db, Tx } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { fold } from '../../platform/text/text.js';
import type { ManagedPeriod } from '../../periods/finders.js';
import { dueBefore, editable, lockedFrom, toFile } from '../deadline-finders.js';
import type { Branch, NewDates, Touched } from './rules.js';

/** Which reports of which period, and their new dates. */
export interface Move {
  readonly periodId: number;
  /** null: the whole period. */
  readonly branch: Branch | null;
  readonly dates: NewDates;
}

/** Units named where several match. */
const NAMED = 10;

/**
 * The units with units below them in the period whose code or whole name was typed; where none has, those with the
 * words in their name. The root is none: its branch is the whole period.
 */
export async function branchesNamed(
  db: Db,
  { period }: { readonly period: { readonly id: number } },
  typed: string,
) {
  const units = await db.$queryRaw<{ unitId: number; name: string; code: string; isExact: boolean }[]>`
    SELECT unit.id AS "unitId", report.unit_name AS name, unit.code,
           (unit.code = ${typed.toUpperCase()} OR report.unit_name_folded = ${fold(typed)}) AS "isExact"
    FROM reports report JOIN units unit ON unit.id = report.unit_id
    WHERE report.period_id = ${period.id} AND report.parent_id IS NOT NULL
      AND EXISTS (SELECT FROM reports below WHERE below.parent_id = unit.id AND below.period_id = ${period.id})
      AND (unit.code = ${typed.toUpperCase()} OR strpos(report.unit_name_folded, ${fold(typed)}) > 0)
    ORDER BY "isExact" DESC, report.unit_name, unit.id LIMIT ${NAMED + 1}`;
  const exact = units.filter(({ isExact }) => isExact);
  return exact.length > 0 ? exact : units;
}

/** Every change of the period's dates, the latest first. */
export function dateChanges(db: Db, { period }: ManagedPeriod) {
  return db.dateChange.findMany({ where: { periodId: period.id }, orderBy: { id: 'desc' }, take: SHOWN });
}
export type DateChangeRow = Awaited<ReturnType<typeof dateChanges>>[number];

/** Changes shown on one page; hardly any period has as many. */
const SHOWN = 50;

/**
 * The changes that moved the days of those who report to the unit, earliest first: of the whole period, of a branch that
 * the unit is in, and of one that begins with somebody who reports to it (`isBelow`: of that one alone).
 */
export function changesFor(db: Db | Tx, periodId: number, unitId: number) {
  return db.$queryRaw<(DateChangeRow & { isBelow: boolean })[]>`
    WITH RECURSIVE chain AS (
      SELECT ${unitId}::int AS unit_id
      UNION
      SELECT report.parent_id FROM chain
        JOIN reports report ON report.unit_id = chain.unit_id AND report.period_id = ${periodId}
      WHERE report.parent_id IS NOT NULL)
    SELECT change.id, change.unit_id AS "unitId", change.unit_name AS "unitName", change.reason,
           change.due_before_province AS "dueBeforeProvince", change.due_before_upper_level AS "dueBeforeUpperLevel",
           change.due_before_grassroots AS "dueBeforeGrassroots", change.lock_on AS "lockOn",
           change.changed_at AS "changedAt", change.changed_by_name AS "changedByName", change.reports,
           (change.unit_id IS NOT NULL AND change.unit_id NOT IN (SELECT unit_id FROM chain)) AS "isBelow"
    FROM date_changes change
    WHERE change.period_id = ${periodId} AND (
      change.unit_id IS NULL OR change.unit_id IN (SELECT unit_id FROM chain)
      OR EXISTS (SELECT FROM reports child
        WHERE child.period_id = ${periodId} AND child.unit_id = change.unit_id AND child.parent_id = ${unitId}))
    ORDER BY change.id`;
}
export type ChangeFor = Awaited<ReturnType<typeof changesFor>>[number];

/** What changes of the period's dates did to a report, the latest first. */
export const LAST_MOVE = {
  include: { change: { select: { reason: true, changedAt: true, changedByName: true } } },
  orderBy: { changeId: 'desc' },
} satisfies Prisma.MovedDateFindManyArgs;
/** Null where none did anything. */
export type LastMove = Prisma.MovedDateGetPayload<Pick<typeof LAST_MOVE, 'include'>> | null;

/** How many reports the move would concern at `now`, and how. One query, however many there are. */
export async function touchedBy(db: Db | Tx, move: Move, now: Date): Promise<Touched> {
  const [counts] = await db.$queryRaw<[Touched]>`
    SELECT ${count(CHANGED)} AS changed,
           ${count(Prisma.sql`${toFile} AND due_before > due_was`)} AS later,
           ${count(Prisma.sql`${toFile} AND due_before < due_was`)} AS earlier,
           ${count(Prisma.sql`${toFile} AND due_was > ${now} AND due_before <= ${now}`)} AS overdue,
           ${count(Prisma.sql`${toFile} AND due_was <= ${now} AND due_before > ${now}`)} AS relieved,
           ${count(Prisma.sql`status <> 'EXEMPT' AND ${CLEARED}`)} AS cleared,
           ${count(Prisma.sql`${editable} AND until_was > ${now} AND until <= ${now}`)} AS locked,
           ${count(Prisma.sql`status <> 'EXEMPT' AND first_submitted_at IS NOT NULL AND wanted < due_was`)} AS "keptByFiling",
           ${count(Prisma.sql`${toFile} AND own_due > wanted`)} AS "keptByExtension",
           ${count(TOLD)} AS told
    FROM (${reportsOf(move)}) report`;
  return counts;
}

const count = (condition: Prisma.Sql) => Prisma.sql`count(*) FILTER (WHERE ${condition})::int`;
const CHANGED = Prisma.sql`(due_before <> due_was OR lock_on <> lock_was)`;
const CLEARED = Prisma.sql`(first_submitted_at >= due_was AND first_submitted_at < due_before)`;
/** Whose work changes, or whose filing counts otherwise than before. */
const TOLD = Prisma.sql`(${CHANGED} AND (${editable} OR (status <> 'EXEMPT' AND ${CLEARED})))`;

/** Of the rows of `reportsOf`, named `report`: those that change, and those of them whose unit is told. */
export const isChanged = CHANGED;
export const isTold = TOLD;

/**
 * The reports that the move names, with their days as they are and as they become (docs/decisions/0034):
 * a unit that has filed is measured by the later of its old day and the new one, so that it is never late by a change;
 * one that has not, by the new day, or by its extension where that lasts longer. Nothing locks before it is due. `wanted`
 * is null where the move leaves the day of such reports alone; `until`: from when nothing can be filed or corrected.
 */
export function reportsOf({ periodId, branch, dates }: Move): Prisma.Sql {
  return Prisma.sql`
    SELECT report.id, report.unit_id, report.unit_name, report.status::text AS status, report.first_submitted_at,
           report.correct_before, report.due_before AS due_was, moved.due AS due_before, report.lock_on AS lock_was,
           locked.lock_on, wanted.due AS wanted, own.due AS own_due,
           ${lockedFrom()} AS until_was, ${lockedFrom(Prisma.sql`locked.lock_on`)} AS until
    FROM reports report
      LEFT JOIN reports above ON above.period_id = report.period_id AND above.unit_id = report.parent_id
      LEFT JOIN units parent ON parent.id = report.parent_id
      CROSS JOIN LATERAL (SELECT max(due_before) AS due FROM extensions WHERE report_id = report.id) own
      CROSS JOIN LATERAL (SELECT ${dueBefore(dates, RECEIVER)} AS due) wanted
      CROSS JOIN LATERAL (SELECT CASE
        WHEN wanted.due IS NULL THEN report.due_before
        WHEN report.first_submitted_at IS NOT NULL THEN greatest(report.due_before, wanted.due)
        ELSE greatest(wanted.due, own.due) END AS due) moved
      CROSS JOIN LATERAL (SELECT greatest(coalesce(${dates.lockOn ?? null}::timestamptz, report.lock_on), moved.due, own.due)
        AS lock_on) locked
    WHERE report.period_id = ${periodId} AND ${inBranch(periodId, branch)}`;
}

/** The level of whom a report goes to, as it was in this period. */
const RECEIVER = Prisma.sql`coalesce(above.unit_level, parent.level)`;

/** By the tree of the period's own reports: a unit that has moved since is where it reported. */
export function inBranch(periodId: number, branch: Branch | null): Prisma.Sql {
  if (!branch) return Prisma.sql`true`;
  return Prisma.sql`report.unit_id IN (
    WITH RECURSIVE branch AS (
      SELECT ${branch.unitId}::int AS unit_id
      UNION
      SELECT below.unit_id FROM branch
        JOIN reports below ON below.parent_id = branch.unit_id AND below.period_id = ${periodId})
    SELECT unit_id FROM branch)`;
}
