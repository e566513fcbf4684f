import type { Db, Tx } from '../../../platform/postgres/db.js';
import { Prisma } from '../../../platform/prisma/client.js';
import type { ReportStatus } from '../../../reports/lifecycle.js';
import type { Scope } from '../finders.js';
import type { BranchSort } from '../forms.js';
import type { Progress } from '../rules.js';
import { BRANCHES_SHOWN } from './rules.js';

/** A direct child of an upper level, and how far the grassroots unions below it are, at every depth. */
export interface Branch extends Progress {
  /** Of its own report, as its status is. */
  readonly id: number;
  readonly status: ReportStatus;
  readonly unitId: number;
  readonly name: string;
  readonly code: string;
  /** Where the unit stands today. */
  readonly path: string;
  /** Of those that are overdue, the ones right below it. */
  readonly overdueDirect: number;
}

/** Which branches are asked for, as the address says it. */
export interface BranchesAsked {
  readonly branchSort?: BranchSort;
  readonly branchesAfter?: number;
}

/** One page of the branches of a unit, in the order that is asked for. `more`: there is a next page. */
export async function branchesOf(
  db: Db | Tx,
  scope: Scope,
  now: Date,
  { branchSort, branchesAfter }: BranchesAsked,
  size = BRANCHES_SHOWN,
) {
  const page = { sort: branchSort, after: branchesAfter ?? 0, take: size + 1 };
  const rows = await (branchSort ? branchesInOrder : branchesByName)(db, scope, now, page);
  return { rows: rows.slice(0, size), more: rows.length > size };
}
export type Branches = Awaited<ReturnType<typeof branchesOf>>;

/** All branches of a unit in the order that is asked for, batch by batch. */
export async function* allBranches(db: Db, scope: Scope, now: Date, branchSort?: BranchSort, size = 500) {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const asked = { branchesAfter: after, ...(branchSort ? { branchSort } : {}) };
    const { rows, more }: Branches = await branchesOf(db, scope, now, asked, size);
    if (rows.length > 0) yield rows;
    after = more ? rows.at(-1)?.id : undefined;
  }
}

interface BranchesPage {
  readonly sort: BranchSort | undefined;
  /** The report of the last branch of the page before; 0 on the first page. */
  readonly after: number;
  readonly take: number;
}

/** In the order of names only what is shown is counted. */
function branchesByName(db: Db | Tx, scope: Scope, now: Date, { after, take }: BranchesPage) {
  const last = Prisma.sql`SELECT unit_name FROM reports WHERE id = ${after} AND parent_id = ${scope.parentId}`;
  return db.$queryRaw<Branch[]>`
    WITH ${counted(
      scope,
      now,
      Prisma.sql`AND (r.unit_name, r.id) > (coalesce((${last}), ''), ${after}) ORDER BY r.unit_name, r.id LIMIT ${take}`,
    )}
    SELECT ${BRANCH} FROM counted ORDER BY name, id`;
}

/**
 * In the order of a rate, or of how many are overdue: no index has it, so that the database counts all branches. Those of which
 * nothing is expected have no rate and stand last; the same ones stand in the order of names (`ranked` in rules.ts).
 */
function branchesInOrder(db: Db | Tx, scope: Scope, now: Date, { sort, after, take }: BranchesPage) {
  const sign = sort?.isRising ? Prisma.sql`1` : Prisma.sql`-1`;
  return db.$queryRaw<Branch[]>`
    WITH ${counted(scope, now, Prisma.empty)},
    placed AS (
      SELECT *, CASE WHEN expected = 0 THEN 'Infinity' ELSE ${sign} * ${valueOf(sort)} END AS place FROM counted)
    SELECT ${BRANCH} FROM placed
    WHERE coalesce((place, name, id) > (SELECT place, name, id FROM placed WHERE id = ${after}), true)
    ORDER BY place, name, id LIMIT ${take}`;
}

function valueOf(sort: BranchSort | undefined): Prisma.Sql {
  switch (sort?.by) {
    case 'onTime':
      return Prisma.sql`"onTime"::float8 / expected`;
    case 'accepted':
      return Prisma.sql`accepted::float8 / expected`;
    case 'overdue':
      return Prisma.sql`overdue::float8`;
    default:
      return Prisma.sql`received::float8 / expected`;
  }
}

const BRANCH = Prisma.sql`id, status, "unitId", name, code, path, expected, received, "onTime", accepted, overdue, "overdueDirect"`;

/** Named `counted`: the branches (those that `which` leaves), each with what is counted below it. */
function counted({ periodId, parentId }: Scope, now: Date, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`branches AS (
      SELECT r.id, r.status, r.unit_id, r.unit_name, u.code, u.path FROM reports r JOIN units u ON u.id = r.unit_id
      WHERE r.period_id = ${periodId} AND r.parent_id = ${parentId} AND r.unit_level = 'UPPER_LEVEL' ${which}
    ), counts AS (
      SELECT unit_id,
             sum(count) FILTER (WHERE fact = 'expected')::int AS expected,
             sum(count) FILTER (WHERE fact = 'received')::int AS received,
             sum(count) FILTER (WHERE fact = 'on-time')::int AS "onTime",
             sum(count) FILTER (WHERE fact = 'accepted')::int AS accepted,
             sum(count) FILTER (WHERE fact = 'unfiled' AND at <= ${now})::int AS overdue,
             sum(count) FILTER (WHERE fact = 'unfiled' AND at <= ${now} AND is_direct)::int AS "overdueDirect"
      FROM grassroots_counts
      WHERE period_id = ${periodId} AND unit_id = ANY (ARRAY(SELECT unit_id FROM branches)) GROUP BY unit_id
    ), counted AS (
      SELECT b.id, b.status, b.unit_id AS "unitId", b.unit_name AS name, b.code, b.path, coalesce(c.expected, 0) AS expected,
             coalesce(c.received, 0) AS received, coalesce(c."onTime", 0) AS "onTime",
             coalesce(c.accepted, 0) AS accepted, coalesce(c.overdue, 0) AS overdue,
             coalesce(c."overdueDirect", 0) AS "overdueDirect"
      FROM branches b LEFT JOIN counts c USING (unit_id)
    )`;
}
