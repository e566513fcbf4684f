import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { withCorrection } from '../../reports/deadline-finders.js';
import type { Opened } from '../../reports/finders.js';
import type { Seen } from '../../reports/bulk/rules.js';
import { countMatching, selectReports, type Selected } from '../../reports/selection/finders.js';
import type { Tab, WorkQuery } from './forms.js';

export const PAGE_SIZE = 50;

const COLUMNS = {
  id: true,
  unitId: true,
  unitName: true,
  status: true,
  version: true,
  dueBefore: true,
  lockOn: true,
  correctBefore: true,
  firstSubmittedAt: true,
  lastSubmittedAt: true,
  acceptedAt: true,
  openedAt: true,
  openedByName: true,
  assigneeId: true,
  assigneeName: true,
  unit: { select: { activeTo: true } },
  _count: { select: { returns: { where: { takenBackAt: null } } } },
} satisfies Prisma.ReportSelect;
export type WorkRow = Prisma.ReportGetPayload<{ select: typeof COLUMNS }>;

/** How each tab is sorted: by which day, and which way. */
const ORDER = {
  waiting: { by: 'lastSubmittedAt', way: 'asc' },
  correcting: { by: 'correctBefore', way: 'asc' },
  accepted: { by: 'acceptedAt', way: 'desc' },
} as const satisfies Record<Tab, { by: string; way: 'asc' | 'desc' }>;

/**
 * One page of a tab of the work on the own unit's direct children; and how many there are in all, counted no further than as
 * many as can be chosen at once.
 */
export async function workRows(db: Db, overseer: Overseer, periodId: number, query: WorkQuery) {
  const { by, way } = ORDER[query.tab];
  const last =
    query.after === undefined
      ? null
      : await db.report.findFirst({
          where: { id: query.after, parentId: overseer.unit.id },
          select: { id: true, [by]: true },
        });
  const listed = inTab(overseer, periodId, query);
  const [found, count] = await Promise.all([
    // Nothing but the id, which an index has with all that is asked for: no row is read that is not shown.
    db.report.findMany({
      where: { AND: [listed, last ? beyond(last as unknown as Last, by, way) : {}] },
      select: { id: true },
      orderBy: [{ [by]: way }, { id: way }],
      take: PAGE_SIZE + 1,
    }),
    countMatching(db, listed),
  ]);
  const rows = await shownRows(
    db,
    found.slice(0, PAGE_SIZE).map(({ id }) => id),
  );
  return { rows, more: found.length > PAGE_SIZE, count };
}

/** These reports, in this order. */
async function shownRows(db: Db, ids: readonly number[]): Promise<WorkRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.report.findMany({ where: { id: { in: [...ids] } }, select: COLUMNS });
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}
export type WorkPageRows = Awaited<ReturnType<typeof workRows>>;

/** Which of the reports that wait are in a reviewer's list. */
export type Filter = Pick<WorkQuery, 'whose' | 'name'>;

type Last = { readonly id: number } & Readonly<Record<string, Date | number | null>>;

function beyond(last: Last, by: string, way: 'asc' | 'desc'): Prisma.ReportWhereInput {
  const at = last[by];
  const [from, farther, id] =
    way === 'asc' ? [{ gte: at }, { gt: at }, { gt: last.id }] : [{ lte: at }, { lt: at }, { lt: last.id }];
  if (!at) return way === 'asc' ? { [by]: null, id } : { OR: [{ [by]: null, id }, { [by]: { not: null } }] };
  // The first condition is what the index can seek.
  return { [by]: from, OR: [{ [by]: farther }, { id }] };
}

/** What was chosen, once more, by what a page that asks about it carries: the reports, and the codes that were pasted. */
export function selectAgain(
  db: Db,
  reviewer: Reviewer,
  periodId: number,
  { reports, codes }: { reports: readonly Seen[]; codes: readonly string[] },
): Promise<Selected> {
  const ids = reports.map(({ id }) => id);
  return selectReports(db, reviewer, {
    periodId,
    ids,
    codes,
    matching: {},
    isAll: false,
    matched: undefined,
  });
}

/** The condition of a tab. */
export function inTab(
  { unit, accountId }: Overseer | Reviewer,
  periodId: number,
  { tab, whose, name }: Pick<WorkQuery, 'tab' | 'whose' | 'name'>,
): Prisma.ReportWhereInput {
  const folded = literally(fold(name));
  return {
    parentId: unit.id,
    periodId,
    ...STATES[tab],
    ...(whose === 'mine' ? { assigneeId: accountId } : {}),
    ...(whose === 'nobody' ? { assigneeId: null } : {}),
    ...(folded ? { unitNameFolded: { contains: folded } } : {}),
  };
}

const STATES: Record<Tab, Prisma.ReportWhereInput> = {
  waiting: { status: 'SUBMITTED' },
  correcting: withCorrection({ not: null }),
  accepted: { status: 'ACCEPTED' },
};

/**
 * The reports that wait before and after this one in the reviewer's list, oldest first, and how many others wait there; after
 * the last one comes the first again.
 */
export async function neighbours(
  db: Db,
  { actor, report }: Opened<Overseer> | Opened<Reviewer>,
  list: Filter,
): Promise<Beside> {
  const { id, periodId, parentId, lastSubmittedAt: at } = report;
  if (parentId !== actor.unit.id) return { previous: null, next: null, left: 0 };
  const others = Prisma.sql`FROM reports
    WHERE parent_id = ${parentId} AND period_id = ${periodId} AND status = 'SUBMITTED' AND id <> ${id}${inList(actor, list)}`;
  const one = Prisma.sql`SELECT json_build_object('id', id, 'unitName', unit_name) ${others}`;
  // What was not submitted stands before all of them.
  const [beside] = await db.$queryRaw<[Beside]>`
    SELECT (${one} AND (last_submitted_at, id) < (${at}, ${id}) ORDER BY last_submitted_at DESC, id DESC LIMIT 1) AS previous,
      coalesce((${one} AND (last_submitted_at, id) > (${at}, ${id}) ORDER BY last_submitted_at, id LIMIT 1),
        (${one} ORDER BY last_submitted_at, id LIMIT 1)) AS next,
      (SELECT count(*)::int ${others}) AS left`;
  return beside;
}

/** What of `inTab` narrows the list down, as SQL. */
function inList({ accountId }: Overseer | Reviewer, { whose, name }: Filter): Prisma.Sql {
  const folded = literally(fold(name));
  const of = {
    mine: Prisma.sql` AND assignee_id = ${accountId}`,
    nobody: Prisma.sql` AND assignee_id IS NULL`,
    all: Prisma.empty,
  };
  return Prisma.sql`${of[whose]}${folded ? Prisma.sql` AND unit_name_folded LIKE ${`%${folded}%`}` : Prisma.empty}`;
}

type Neighbour = { id: number; unitName: string } | null;
export interface Beside {
  readonly previous: Neighbour;
  readonly next: Neighbour;
  /** How many others wait in the same list. */
  readonly left: number;
}
