import type { Level } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import type { Prisma } from '../platform/prisma/client.js';
import { allFields, type FormDefinition } from '../form/definition.js';
import type { Answer } from '../form/answers.js';
import {
  fromChildren,
  missingFrom,
  sumsFrom,
  type ChildSums,
  type Filled,
  type SumRow,
} from '../form/consolidated.js';

/** Which reports of direct children are counted: only accepted ones or also those awaiting review; of units of all kinds or of one. */
export interface Counted {
  readonly withSubmitted: boolean;
  readonly level?: Level | undefined;
}

export function countedStatuses({ withSubmitted }: Counted): ('ACCEPTED' | 'SUBMITTED')[] {
  return withSubmitted ? ['ACCEPTED', 'SUBMITTED'] : ['ACCEPTED'];
}

/** Whose direct children, in which period, by that period's form. */
export interface ChildrenOf {
  readonly parentId: number;
  readonly periodId: number;
  readonly form: FormDefinition;
}

/**
 * What the latest submissions of a unit's direct children add up to, since a child's own report already contains its
 * children's; read from sums that triggers keep (docs/decisions/0016). The unit's own direct children come to the figures
 * that count unions below; not to those of one kind of unit, since /theo-doi does not tell kinds apart.
 */
export async function childSums(
  db: Db | Tx,
  { parentId, periodId, form }: ChildrenOf,
  counted: Counted,
): Promise<ChildSums> {
  const rows = await db.$queryRaw<SumRow[]>`
    SELECT part, key, sum::text AS sum, counted
    FROM child_sums(${parentId}::integer, ${periodId}::integer, ${countedStatuses(counted)}::"ReportStatus"[], ${counted.level ?? null}::"Level")`;
  return sumsFrom(rows, form, { ofOneLevel: counted.level !== undefined });
}

/** A report that the caller has already opened by a finder, which has checked that the actor may read it. */
interface OwnReport {
  readonly id: number;
  readonly unitId: number;
  readonly periodId: number;
  readonly form: FormDefinition;
}

/** What the direct children's reports add up to now. */
export interface OwnChildSums {
  readonly sums: ChildSums;
  /** Whether reports awaiting review are counted: as the last fill did; without a fill they are not. */
  readonly withSubmitted: boolean;
}

/** What the direct children give to the own draft. */
export interface OfChildren extends OwnChildSums {
  /** The answers that were made from the children's, by field. */
  readonly filled: ReadonlyMap<string, Filled>;
}

/** An answer that was made from the children's, with how it was. */
export const filledSelect = {
  ...{ field: true, section: true, value: true },
  fill: { select: { isWithSubmitted: true } },
} satisfies Prisma.FilledAnswerSelect;
export type FilledRow = Prisma.FilledAnswerGetPayload<{ select: typeof filledSelect }>;
/** The last fill first. */
export const filledOrder = { fillId: 'desc' } satisfies Prisma.FilledAnswerOrderByWithRelationInput;

export async function ofChildren(db: Db | Tx, report: OwnReport): Promise<OfChildren> {
  const rows = await db.filledAnswer.findMany({
    where: { reportId: report.id },
    select: filledSelect,
    orderBy: filledOrder,
  });
  return childrenNow(db, report, rows);
}

/** `rows`: the answers that were made from the children's, by `filledOrder`. */
export async function childrenNow(
  db: Db | Tx,
  report: OwnReport,
  rows: readonly FilledRow[],
): Promise<OfChildren> {
  const of = { parentId: report.unitId, periodId: report.periodId, form: report.form };
  const withSubmitted = rows[0]?.fill.isWithSubmitted ?? false;
  const sums = new Map<boolean, ChildSums>();
  for (const scope of new Set([withSubmitted, ...rows.map(({ fill }) => fill.isWithSubmitted)]))
    sums.set(scope, await childSums(db, of, { withSubmitted: scope }));
  const fields = new Map(allFields(report.form).map((field) => [field.code, field]));
  const filled = rows.map(({ field, section, value, fill }): [string, Filled] => {
    const [asked, now] = [fields.get(field), sums.get(fill.isWithSubmitted)];
    const made = asked && now && fromChildren(asked, now);
    const isPartial = now !== undefined && missingFrom(now) > 0;
    return [field, { section, value: value as Answer, now: made, isPartial }];
  });
  return { filled: new Map(filled), sums: sums.get(withSubmitted)!, withSubmitted };
}

/** Of a unit whose direct children have no report in the period: there is nothing to ask the database. */
export function withoutChildren({ form }: Pick<OwnReport, 'form'>): OfChildren {
  return { filled: new Map(), sums: sumsFrom([], form), withSubmitted: false };
}
