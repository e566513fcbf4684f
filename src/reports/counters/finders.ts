import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';

/** What triggers count by adding rows (docs/decisions/0010, 0016), and what rows have in common that can be made one. */
export const counters = {
  reportCounts: {
    rows: Prisma.sql`report_counts`,
    unit: Prisma.sql`parent_id`,
    same: Prisma.sql`(fact, at)`,
  },
  grassrootsCounts: {
    rows: Prisma.sql`grassroots_counts`,
    unit: Prisma.sql`unit_id`,
    same: Prisma.sql`(is_direct, fact, at)`,
  },
  figureSums: {
    rows: Prisma.sql`figure_sums`,
    unit: Prisma.sql`parent_id`,
    same: Prisma.sql`(part, unit_level, status)`,
  },
  // Units and accounts are those of no period.
  unitCounts: {
    rows: Prisma.sql`(SELECT id, 0 AS period_id, unit_id, fact, at FROM unit_counts) AS unit_counts`,
    unit: Prisma.sql`unit_id`,
    same: Prisma.sql`(fact, at)`,
  },
} as const;
export type Counter = keyof typeof counters;

/** What is counted for one unit in one period, which pages add up. */
export interface Group {
  readonly periodId: number;
  readonly unitId: number;
}

/** So many rows more than need be cost a page nothing. Making them one at each change would write more than it saves. */
export const SPARE = 20;

/** The groups to which rows came after the one of id `since`, and which have SPARE rows or more that can be made one. */
export function crowdedGroups(db: Db, counter: Counter, since: bigint): Promise<Group[]> {
  const { rows, unit, same } = counters[counter];
  return db.$queryRaw<Group[]>`
    SELECT period_id AS "periodId", ${unit} AS "unitId" FROM ${rows}
    WHERE (period_id, ${unit}) IN (SELECT period_id, ${unit} FROM ${rows} WHERE id > ${since})
    GROUP BY period_id, ${unit} HAVING count(*) >= count(DISTINCT ${same}) + ${SPARE}
    ORDER BY period_id, ${unit}`;
}

/** The id of the newest row; 0 where there is none. */
export async function newestRow(db: Db, counter: Counter): Promise<bigint> {
  const [row] = await db.$queryRaw<{ id: bigint }[]>`
    SELECT coalesce(max(id), 0)::bigint AS id FROM ${counters[counter].rows}`;
  return row?.id ?? 0n;
}
