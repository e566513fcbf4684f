import type { Db } from '../../../platform/postgres/db.js';
import type { FactCount } from '../rules.js';

/** What is counted of a unit's direct children, by period: a few rows, however many children there are. */
export async function countedFacts(
  db: Db,
  parentId: number,
  periodIds: readonly number[],
): Promise<(periodId: number) => FactCount[]> {
  const rows = await db.$queryRaw<(FactCount & { periodId: number })[]>`
    SELECT period_id AS "periodId", fact, at, sum(count)::int AS count
    FROM report_counts WHERE period_id = ANY (${[...periodIds]}) AND parent_id = ${parentId}
    GROUP BY period_id, fact, at`;
  return (periodId) => rows.filter((row) => row.periodId === periodId);
}
