import type { Db } from '../../../platform/postgres/db.js';
import { nextByName, type Scope } from '../finders.js';
import type { Counts } from '../rules.js';

const BRANCHES_SHOWN = 20;

/** A direct child that has children of its own, and how far they are. */
export interface Branch extends Counts {
  readonly id: number;
  readonly unitId: number;
  readonly name: string;
  readonly overdue: number;
}

/** One page of the upper-level unions among a unit's direct children. `more`: there is a next page. */
export async function branchesOf(db: Db, scope: Scope, now: Date, after?: number) {
  const found = await nextByName(db, { ...scope, unitLevel: 'UPPER_LEVEL' }, BRANCHES_SHOWN + 1, after);
  const shown = found.slice(0, BRANCHES_SHOWN);
  const units = shown.map(({ unitId }) => unitId);
  const counts = await branchCounts(db, scope.periodId, units, now);
  const rows = shown.map(({ id, unitId, unitName: name }): Branch => {
    return { id, unitId, name, ...(counts.get(unitId) ?? NONE) };
  });
  return { rows, more: found.length > BRANCHES_SHOWN };
}
export type Branches = Awaited<ReturnType<typeof branchesOf>>;

const NONE = { expected: 0, received: 0, onTime: 0, accepted: 0, overdue: 0 };
type BranchCounts = typeof NONE;

/** Of all branches of a page in one query. */
async function branchCounts(db: Db, periodId: number, unitIds: readonly number[], now: Date) {
  if (unitIds.length === 0) return new Map<number, BranchCounts>();
  const rows = await db.$queryRaw<(BranchCounts & { parentId: number })[]>`
    SELECT parent_id AS "parentId",
           coalesce(sum(count) FILTER (WHERE fact = 'expected'), 0)::int AS expected,
           coalesce(sum(count) FILTER (WHERE fact = 'received'), 0)::int AS received,
           coalesce(sum(count) FILTER (WHERE fact = 'on-time'), 0)::int AS "onTime",
           coalesce(sum(count) FILTER (WHERE fact = 'accepted'), 0)::int AS accepted,
           coalesce(sum(count) FILTER (WHERE fact = 'unfiled' AND at <= ${now}), 0)::int AS overdue
    FROM report_counts WHERE period_id = ${periodId} AND parent_id = ANY (${[...unitIds]})
    GROUP BY parent_id`;
  return new Map(rows.map(({ parentId, ...counts }): [number, BranchCounts] => [parentId, counts]));
}
