import type { Db, Tx } from '../../../platform/postgres/db.js';
import type { FactCount } from '../rules.js';

/** What is counted at a unit, in a period. */
export interface Standing {
  /** Of its direct children, whatever their level. */
  readonly children: readonly FactCount[];
  /** Of the grassroots unions right below it. */
  readonly direct: readonly FactCount[];
  /** Of those that are deeper. */
  readonly deeper: readonly FactCount[];
}

/** What is counted at a unit, by period: a few rows, however many units stand below it. */
export async function countedFacts(
  db: Db | Tx,
  unitId: number,
  periodIds: readonly number[],
): Promise<(periodId: number) => Standing> {
  const periods = [...periodIds];
  const rows = await db.$queryRaw<(FactCount & { periodId: number; whose: keyof Standing })[]>`
    SELECT period_id AS "periodId", 'children' AS whose, fact, at, sum(count)::int AS count
    FROM report_counts WHERE period_id = ANY (${periods}) AND parent_id = ${unitId}
    GROUP BY period_id, fact, at
    UNION ALL
    SELECT period_id, CASE WHEN is_direct THEN 'direct' ELSE 'deeper' END, fact, at, sum(count)::int
    FROM grassroots_counts WHERE period_id = ANY (${periods}) AND unit_id = ${unitId}
    GROUP BY period_id, is_direct, fact, at`;
  return (periodId) => {
    const of = (whose: keyof Standing) =>
      rows.filter((row) => row.periodId === periodId && row.whose === whose);
    return { children: of('children'), direct: of('direct'), deeper: of('deeper') };
  };
}
