import type { Filer, Overseer, Reviewer, Sender } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { NotFound, NotPossible } from '../platform/errors.js';
import { formatDay } from '../platform/text/format.js';
import type { FormDefinition } from '../form/definition.js';
import { Prisma } from '../platform/prisma/client.js';
import { formOfPeriod } from '../periods/kept-form-finders.js';
import { childSums, countedStatuses, type Counted } from '../reports/child-sums-finders.js';
import { sumsFrom, type ChildSums, type SumRow } from '../form/consolidated.js';

/** Who may look at a year's consolidation, or make something of it. */
type Actor = Overseer | Reviewer | Filer | Sender;

declare const opened: unique symbol;
/** A year's consolidation of the reports to the actor's own unit. Only the finder here makes it. */
export interface Consolidation<A> {
  readonly actor: A;
  readonly period: {
    readonly id: number;
    readonly year: number;
    readonly formVersion: number;
    readonly guidanceVersionId: number;
  };
  readonly form: FormDefinition;
  /** What was filed of it, while that stands; null where nothing is, and where nobody reports to the unit. */
  readonly filed: Filed | null;
  /** The own report as it went out, while that is what stands: nothing is changed then but by a supplement. */
  readonly frozen: Frozen | null;
  readonly [opened]: A;
}

/** The consolidation as it stood when the own report was filed: it never changes (docs/decisions/0027). */
export interface Filed {
  /** The own report, and its submission. */
  readonly reportId: number;
  readonly number: number;
  readonly takenAt: Date;
  readonly withSubmitted: boolean;
  readonly sums: ChildSums;
}
export interface Frozen {
  /** 0: the report; from 1 on, a supplement. */
  readonly number: number;
  readonly outgoingNumber: string;
  readonly sentOn: Date;
}

/** The own unit's consolidation of a year; NotFound where its period was never opened. */
export async function openConsolidation<A extends Actor>(
  db: Db,
  actor: A,
  year: number,
): Promise<Consolidation<A>> {
  const found = await findConsolidation(db, actor, year);
  if (!found) throw new NotFound('Không có kỳ báo cáo này.');
  return found;
}

/** The same; null where its period was never opened. */
export async function findConsolidation<A extends Actor>(
  db: Db,
  actor: A,
  year: number,
): Promise<Consolidation<A> | null> {
  const row = await db.period.findFirst({
    where: { year, openedAt: { not: null } },
    select: { id: true, formVersion: true, guidanceVersionId: true, formStamp: true },
  });
  if (!row) return null;
  const { id, formVersion, guidanceVersionId } = row;
  const form = await formOfPeriod(db, row);
  const period = { id, year, formVersion, guidanceVersionId };
  const [filed, frozen] = await Promise.all([
    filedBy(db, actor.unit.id, { id, form }),
    frozenBy(db, actor.unit.id, id),
  ]);
  return { actor, period, form, filed, frozen } as unknown as Consolidation<A>;
}

/** What a unit filed of a period while that stands, with how its direct children stood then. */
export async function filedBy(
  db: Db,
  unitId: number,
  period: { readonly id: number; readonly form: FormDefinition },
): Promise<Filed | null> {
  const [row] = await db.$queryRaw<(Omit<Filed, 'sums'> & { sums: SumRow[] })[]>`
    SELECT c.report_id AS "reportId", c.number, c.taken_at AS "takenAt", c.is_with_submitted AS "withSubmitted", c.sums
    FROM reports r JOIN consolidation_snapshots c ON c.report_id = r.id
    WHERE r.unit_id = ${unitId} AND r.period_id = ${period.id} AND r.status IN ('SUBMITTED', 'ACCEPTED')
      AND c.number = (SELECT max(number) FROM submissions WHERE report_id = r.id)`;
  return row ? { ...row, sums: sumsFrom(row.sums, period.form) } : null;
}

async function frozenBy(db: Db | Tx, unitId: number, periodId: number): Promise<Frozen | null> {
  const [row] = await db.$queryRaw<Frozen[]>`
    SELECT s.number, s.outgoing_number AS "outgoingNumber", s.sent_on AS "sentOn"
    FROM reports r JOIN sendings s ON s.report_id = r.id
    WHERE r.unit_id = ${unitId} AND r.period_id = ${periodId} AND r.status = 'ACCEPTED'
      AND s.submission_number = (SELECT max(number) FROM submissions WHERE report_id = r.id)`;
  return row ?? null;
}

/** Throws Conflict if the year has been sent out meanwhile. Call it inside the transaction that changes the year. */
export async function refuseFrozen(tx: Tx, { actor, period }: Consolidation<Actor>): Promise<void> {
  // Locks the row, so that this change and recording that the year was sent run one after the other.
  await tx.$queryRaw`SELECT id FROM reports WHERE unit_id = ${actor.unit.id} AND period_id = ${period.id} FOR SHARE`;
  const frozen = await frozenBy(tx, actor.unit.id, period.id);
  if (!frozen) return;
  throw new NotPossible(
    `Tổng hợp năm ${period.year} đã gửi ngày ${formatDay(frozen.sentOn)} nên đã chốt. Muốn sửa, hãy lập báo cáo bổ sung.`,
  );
}

/** What the reports to the own unit add up to now (reports/child-sums-finders.ts). */
export function childTotals(
  db: Db | Tx,
  { actor, period, form }: Consolidation<Actor>,
  counted: Counted,
): Promise<ChildSums> {
  return childSums(db, { parentId: actor.unit.id, periodId: period.id, form }, counted);
}

/** What shows of a consolidation: which reports count, and the filing whose moment it is, or null for now. */
export interface Shown extends Counted {
  readonly filed: Filed | null;
}

/** As it was filed, unless the figures of now are asked for: what was filed cannot be counted otherwise any more. */
export function shownOf<Q extends Counted & { readonly live: boolean }>(
  { filed }: Consolidation<Actor>,
  query: Q,
): Q & Shown {
  if (!filed || query.live) return { ...query, filed: null };
  return { ...query, filed, withSubmitted: filed.withSubmitted, level: undefined };
}

export async function shownTotals(db: Db | Tx, open: Consolidation<Actor>, shown: Shown): Promise<ChildSums> {
  return shown.filed?.sums ?? (await childTotals(db, open, shown));
}

/** The rows of report_figures that count, as a table of a query: report_id, unit_name, unit_level, status, number, figures. */
export function countedReports({ actor, period }: OfUnit, shown: Shown): Prisma.Sql {
  const { filed, level } = shown;
  // Not as text: the database would take them for so few that it sorts all of them for each page.
  const counted = Prisma.sql`status = ANY (${countedStatuses(shown)}::"ReportStatus"[])`;
  if (filed)
    return Prisma.sql`(
      SELECT child_id AS report_id, unit_name, unit_level, status, submission_number AS number, figures FROM snapshot_reports
      WHERE report_id = ${filed.reportId} AND number = ${filed.number} AND ${counted})`;
  return Prisma.sql`(
    SELECT report_id, unit_name, unit_level, status, number, figures FROM report_figures
    WHERE parent_id = ${actor.unit.id} AND period_id = ${period.id} AND ${counted}
      ${level ? Prisma.sql`AND unit_level = ${level}::"Level"` : Prisma.empty})`;
}

/** Whose direct children's reports, of which period: any consolidation, and any own report that was opened. */
interface OfUnit {
  readonly actor: { readonly unit: { readonly id: number } };
  readonly period: { readonly id: number };
}

/** All direct children's reports, as a table of a query: id, unit_name, unit_level, status and their dates. */
export function childReports({ actor, period }: Consolidation<Actor>, { filed }: Shown): Prisma.Sql {
  if (filed)
    return Prisma.sql`(
      SELECT child_id AS id, unit_name, unit_level, status, due_before, lock_on, first_submitted_at, correct_before, is_extended
      FROM snapshot_reports WHERE report_id = ${filed.reportId} AND number = ${filed.number})`;
  return Prisma.sql`(
    SELECT id, unit_name, unit_level, status, due_before, lock_on, first_submitted_at, correct_before,
      EXISTS (SELECT FROM extensions x WHERE x.report_id = r.id) AS is_extended
    FROM reports r WHERE parent_id = ${actor.unit.id} AND period_id = ${period.id})`;
}
