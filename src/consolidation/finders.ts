import type { Filer, Overseer, Reviewer, Sender } from '../platform/actor.js';
import type { Db, Tx } from '../platform/db.js';
import { Conflict, NotFound } from '../platform/errors.js';
import { formatDay } from '../platform/format.js';
import { readForm, type FormDefinition } from '../periods/form-definition.js';
import { childSums, type Counted } from '../reports/consolidated/sums/finders.js';
import type { ChildSums, Total, Totals } from '../reports/consolidated/rules.js';

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
  /** The own report as it went out, while that is what stands: nothing is changed then but by a supplement. */
  readonly frozen: Frozen | null;
  readonly [opened]: A;
}
export interface Frozen {
  /** 0: the report; from 1 on, a supplement. */
  readonly number: number;
  readonly outgoingNumber: string;
  readonly sentOn: Date;
  /** The figures at that moment. */
  readonly totals: Totals;
}

/** The own unit's consolidation of a year; NotFound where its period was never opened. */
export async function openConsolidation<A extends Actor>(
  db: Db,
  actor: A,
  year: number,
): Promise<Consolidation<A>> {
  const row = await db.period.findFirst({ where: { year, openedAt: { not: null } } });
  if (!row) throw new NotFound('Không có kỳ báo cáo này.');
  const { id, formVersion, guidanceVersionId } = row;
  const period = { id, year, formVersion, guidanceVersionId };
  const frozen = await frozenBy(db, actor.unit.id, id);
  return { actor, period, form: readForm(row.form), frozen } as unknown as Consolidation<A>;
}

async function frozenBy(db: Db | Tx, unitId: number, periodId: number): Promise<Frozen | null> {
  const [row] = await db.$queryRaw<(Omit<Frozen, 'totals'> & { totals: Record<string, Total> })[]>`
    SELECT s.number, s.outgoing_number AS "outgoingNumber", s.sent_on AS "sentOn", s.totals
    FROM reports r JOIN sendings s ON s.report_id = r.id
    WHERE r.unit_id = ${unitId} AND r.period_id = ${periodId} AND r.status = 'ACCEPTED'
      AND s.submission_number = (SELECT max(number) FROM submissions WHERE report_id = r.id)`;
  return row ? { ...row, totals: new Map(Object.entries(row.totals)) } : null;
}

/** Conflict where the year went out meanwhile: asked inside the transaction that would change something of it. */
export async function refuseFrozen(tx: Tx, { actor, period }: Consolidation<Actor>): Promise<void> {
  // Whoever records that it went out waits for this change, or is waited for.
  await tx.$queryRaw`SELECT id FROM reports WHERE unit_id = ${actor.unit.id} AND period_id = ${period.id} FOR SHARE`;
  const frozen = await frozenBy(tx, actor.unit.id, period.id);
  if (!frozen) return;
  throw new Conflict(
    `Tổng hợp năm ${String(period.year)} đã gửi ngày ${formatDay(frozen.sentOn)} nên đã chốt. Muốn sửa, hãy lập báo cáo bổ sung.`,
  );
}

/** What the reports to the own unit add up to (reports/consolidated/finders.ts). */
export function childTotals(
  db: Db | Tx,
  { actor, period }: Consolidation<Actor>,
  counted: Counted,
): Promise<ChildSums> {
  return childSums(db, { parentId: actor.unit.id, periodId: period.id }, counted);
}
