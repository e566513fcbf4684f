import type { Db, Tx } from '../../../platform/postgres/db.js';
import type { ReportStatus } from '../../../reports/lifecycle.js';
import type { Scope } from '../finders.js';
import type { BranchSort } from '../forms.js';
import type { Progress } from '../rules.js';
import { BRANCHES_SHOWN, MOST_RANKED, ranked } from './rules.js';

/** A direct child of an upper level, and how far the grassroots unions below it are, at every depth. */
export interface Branch extends Progress {
  /** Of its own report, as its status is. */
  readonly id: number;
  readonly status: ReportStatus;
  readonly unitId: number;
  readonly name: string;
  readonly code: string;
}

/** Which branches are asked for, as the address says it. */
export interface BranchesAsked {
  readonly branchSort?: BranchSort;
  readonly branchesAfter?: number;
}

/**
 * One page of the branches of a unit. `more`: there is a next page. `isRanked` false: there are too many for the order that
 * is asked for, and these are in the order of names.
 */
export async function branchesOf(db: Db | Tx, scope: Scope, now: Date, asked: BranchesAsked) {
  const { branchSort: sort, branchesAfter: after } = asked;
  const all = !sort ? [] : await branchesByName(db, scope, now, MOST_RANKED + 1);
  if (!sort || all.length > MOST_RANKED) {
    const found = await branchesByName(db, scope, now, BRANCHES_SHOWN + 1, after);
    const more = found.length > BRANCHES_SHOWN;
    return { rows: found.slice(0, BRANCHES_SHOWN), more, isRanked: !sort };
  }
  const rows = ranked(all, sort);
  const from = rows.findIndex(({ id }) => id === after) + 1;
  const more = rows.length > from + BRANCHES_SHOWN;
  return { rows: rows.slice(from, from + BRANCHES_SHOWN), more, isRanked: true };
}
export type Branches = Awaited<ReturnType<typeof branchesOf>>;

/** The next `take` branches in the order of names. */
export async function branchesByName(
  db: Db | Tx,
  { periodId, parentId }: Scope,
  now: Date,
  take: number,
  after = 0,
): Promise<Branch[]> {
  return db.$queryRaw<Branch[]>`
    WITH branches AS (
      SELECT r.id, r.status, r.unit_id, r.unit_name, u.code FROM reports r JOIN units u ON u.id = r.unit_id
      WHERE r.period_id = ${periodId} AND r.parent_id = ${parentId} AND r.unit_level = 'UPPER_LEVEL'
        AND (r.unit_name, r.id) > (
          coalesce((SELECT unit_name FROM reports WHERE id = ${after} AND parent_id = ${parentId}), ''), ${after})
      ORDER BY r.unit_name, r.id LIMIT ${take}
    ), counts AS (
      SELECT unit_id,
             sum(count) FILTER (WHERE fact = 'expected')::int AS expected,
             sum(count) FILTER (WHERE fact = 'received')::int AS received,
             sum(count) FILTER (WHERE fact = 'on-time')::int AS "onTime",
             sum(count) FILTER (WHERE fact = 'accepted')::int AS accepted,
             sum(count) FILTER (WHERE fact = 'unfiled' AND at <= ${now})::int AS overdue
      FROM grassroots_counts
      WHERE period_id = ${periodId} AND unit_id = ANY (ARRAY(SELECT unit_id FROM branches)) GROUP BY unit_id
    )
    SELECT b.id, b.status, b.unit_id AS "unitId", b.unit_name AS name, b.code,
           coalesce(c.expected, 0) AS expected, coalesce(c.received, 0) AS received, coalesce(c."onTime", 0) AS "onTime",
           coalesce(c.accepted, 0) AS accepted, coalesce(c.overdue, 0) AS overdue
    FROM branches b LEFT JOIN counts c USING (unit_id) ORDER BY b.unit_name, b.id`;
}
