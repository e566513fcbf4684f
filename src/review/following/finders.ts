import { hasRole, type Overseer, FILING_ROLES } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { withCorrection, withTimeliness } from '../../reports/deadline-finders.js';
import type { FollowQuery, TimelinessFilter } from './forms.js';
import { isContradiction, saysFiled, saysUnfiled } from './rules.js';

export const PAGE_SIZE = 50;

/** The unit whose children are followed: the own one, or one below it; NotFound for any other. */
export async function openFollowedUnit(db: Db, overseer: Overseer, unitId: number = overseer.unit.id) {
  if (unitId === overseer.unit.id) return overseer.unit;
  const unit = await db.unit.findFirst({
    where: { id: unitId, path: { startsWith: overseer.unit.path } },
    select: { id: true, name: true, level: true },
  });
  if (!unit) throw new NotFound('Không có đơn vị này, hoặc bạn không được xem.');
  return unit;
}

/** A period that has been opened, and the one of the year before; null where that was never opened. */
export async function openedPeriods(db: Db | Tx, year: number) {
  return ofYear(year, await db.period.findMany({ where: openedBy(year), omit: FORMS }));
}

/** The same, and how the own report stands, for who files or signs it; null for others. `hasMoved`: days of the period were changed. */
export async function followedPeriods(db: Db, actor: Overseer, year: number) {
  const periods = await db.period.findMany({
    where: openedBy(year),
    omit: FORMS,
    include: {
      reports: { where: { unitId: actor.unit.id }, select: OWN_TIMES },
      dateChanges: { select: { id: true }, take: 1 },
    },
  });
  const { period, before } = ofYear(year, periods);
  const own = (hasRole(actor, ...FILING_ROLES) && period.reports[0]) || null;
  return { period, before, own, hasMoved: period.dateChanges.length > 0 };
}

const OWN_TIMES = {
  ...{ status: true, dueBefore: true, lockOn: true, firstSubmittedAt: true, correctBefore: true },
} satisfies Prisma.ReportSelect;

const FORMS = { form: true, formDraft: true } as const;
const openedBy = (year: number) => ({ year: { in: [year, year - 1] }, openedAt: { not: null } });

function ofYear<P extends { readonly year: number }>(year: number, periods: readonly P[]) {
  const period = periods.find((found) => found.year === year);
  if (!period) throw new NotFound('Không có kỳ báo cáo này.');
  return { period, before: periods.find((found) => found !== period) ?? null };
}

const COLUMNS = {
  id: true,
  unitId: true,
  unitName: true,
  unitLevel: true,
  status: true,
  dueBefore: true,
  lockOn: true,
  firstSubmittedAt: true,
  lastSubmittedAt: true,
  acceptedAt: true,
  correctBefore: true,
  assigneeName: true,
  hasContact: true,
  unit: { select: { code: true, activeTo: true, path: true } },
} satisfies Prisma.ReportSelect;
export type ChildReport = Prisma.ReportGetPayload<{ select: typeof COLUMNS }>;

/** What a list is asked for, and when: `soon` is how far the deadlines that are near go. */
export interface Asked {
  readonly query: FollowQuery;
  readonly now: Date;
  readonly soon: Date;
}

/** One page of the reports of a unit's direct children. `more`: there is a next page. */
export async function childReports(db: Db, scope: Scope, asked: Asked) {
  const { after } = asked.query;
  const last = after ? await lastOfPageBefore(db, scope, after) : null;
  return reportsAfter(db, scope, asked, last, PAGE_SIZE);
}

/** All of the list, batch by batch. */
export async function* allChildReports(db: Db, scope: Scope, asked: Asked, size = 500) {
  let last: ChildReport | null = null;
  for (let more = true; more;) {
    const batch: Listed = await reportsAfter(db, scope, asked, last, size);
    if (batch.rows.length > 0) yield batch.rows;
    last = batch.rows.at(-1) ?? null;
    more = batch.more;
  }
}

interface Listed {
  readonly rows: ChildReport[];
  readonly more: boolean;
}

async function reportsAfter(
  db: Db,
  scope: Scope,
  asked: Asked,
  last: Last | null,
  size: number,
): Promise<Listed> {
  const ids: number[] = [];
  for (const { where: group, orderBy } of groupsAfter(last, asked.query)) {
    const where = { AND: [inScope(scope), ...filters(db, asked), ...group] };
    // Nothing but the id: an index has that and all that is asked for, so that no row is read which is not shown.
    const found = await db.report.findMany({
      where,
      select: { id: true },
      orderBy,
      take: size + 1 - ids.length,
    });
    ids.push(...found.map(({ id }) => id));
    if (ids.length > size) break;
  }
  const rows = await shownReports(db, ids.slice(0, size));
  return { rows, more: ids.length > size };
}

/** These reports, in this order. */
async function shownReports(db: Db, ids: readonly number[]): Promise<ChildReport[]> {
  if (ids.length === 0) return [];
  const rows = await db.report.findMany({ where: { id: { in: [...ids] } }, select: COLUMNS });
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

export interface Scope {
  readonly periodId: number;
  readonly parentId: number;
}

/** What waits at a unit, and what the end of units leaves there. */
export interface Waiting {
  /** When the submission that has waited longest for its reviewer came in; null where none waits. */
  readonly oldest: Date | null;
  readonly endings: Endings;
}
export interface Endings {
  /** How many reports that are not exempt are of units that have ended: they stand in the denominator of the rates. */
  readonly counted: number;
  /** Units right below that have ended, with how many reports wait for who stands in for their reviewers; at most ten. */
  readonly left: readonly { readonly unitId: number; readonly name: string; readonly count: number }[];
}

export async function waitingAt(db: Db, { periodId, parentId }: Scope, now: Date): Promise<Waiting> {
  // From the few units that have ended, however many report here.
  const [row] = await db.$queryRaw<[Endings & Pick<Waiting, 'oldest'>]>`
    SELECT (
      SELECT last_submitted_at FROM reports WHERE parent_id = ${parentId} AND period_id = ${periodId} AND status = 'SUBMITTED'
      ORDER BY last_submitted_at, id LIMIT 1) AS oldest,
    (
      SELECT count(*)::int FROM units u JOIN reports r ON r.unit_id = u.id
      WHERE u.active_to <= ${now} AND r.period_id = ${periodId} AND r.parent_id = ${parentId} AND r.status <> 'EXEMPT') AS counted,
    (
      SELECT coalesce(json_agg(json_build_object('unitId', id, 'name', name, 'count', count)), '[]') FROM (
        SELECT u.id, u.name, sum(c.count)::int AS count FROM units u JOIN report_counts c ON c.parent_id = u.id
        WHERE u.active_to <= ${now} AND u.parent_id = ${parentId} AND c.period_id = ${periodId} AND c.fact = 'to-review'
        GROUP BY u.id HAVING sum(c.count) > 0 ORDER BY u.name, u.id LIMIT 10) ended) AS "left"`;
  const { oldest, ...endings } = row;
  return { oldest, endings };
}

type Last = { id: number; unitName: string; lastSubmittedAt: Date | null };

function lastOfPageBefore(db: Db, scope: Scope, id: number): Promise<Last | null> {
  return db.report.findFirst({
    where: { id, ...inScope(scope) },
    select: { id: true, unitName: true, lastSubmittedAt: true },
  });
}

/** Some of a list's rows, in their order: the list is one group after the other. */
interface Group {
  readonly where: Prisma.ReportWhereInput[];
  readonly orderBy: Prisma.ReportOrderByWithRelationInput[];
}

/** What is left of the list after `last`. */
function groupsAfter(last: Last | null, query: FollowQuery): Group[] {
  if (isContradiction(query)) return [];
  return query.sort === 'name' ? groupsByName(last, query) : groupsByDay(last, query.sort, query.timeliness);
}

/**
 * In the order of names, those that have the name asked for with its very marks stand before those that only sound like it.
 * Where no mark is typed, none is asked for.
 */
function groupsByName(last: Last | null, { name }: FollowQuery): Group[] {
  const orderBy = [{ unitName: 'asc' }, { id: 'asc' }] as const;
  const inOrder = (...where: Prisma.ReportWhereInput[]) => ({ where, orderBy: [...orderBy] });
  // The first condition is what the index can seek.
  const rest: Prisma.ReportWhereInput[] = last
    ? [
        {
          unitName: { gte: last.unitName },
          OR: [{ unitName: { gt: last.unitName } }, { id: { gt: last.id } }],
        },
      ]
    : [];
  if (name.toLowerCase() === fold(name)) return [inOrder(...rest)];
  const exact: Prisma.ReportWhereInput = { unitName: { contains: literally(name), mode: 'insensitive' } };
  const similar = { NOT: exact };
  if (last && !last.unitName.toLowerCase().includes(name.toLowerCase())) return [inOrder(similar, ...rest)];
  return [inOrder(exact, ...rest), inOrder(similar)];
}

/** By the day on which they came in, those never submitted last: both as one index has them, from either end. */
function groupsByDay(
  last: Last | null,
  sort: 'newest' | 'oldest',
  timeliness: TimelinessFilter | undefined,
): Group[] {
  const [way, at] = [sort === 'newest' ? ('desc' as const) : ('asc' as const), last?.lastSubmittedAt];
  const never = (...beyond: Prisma.ReportWhereInput[]): Group => ({
    where: [{ lastSubmittedAt: null }, ...beyond],
    // The day is the same for all; with it the index has their order.
    orderBy: [{ lastSubmittedAt: 'asc' }, { id: 'asc' }],
  });
  if (last && !at) return [never({ id: { gt: last.id } })];
  const rest = last && at ? beyondDay(at, last.id, way) : [{ lastSubmittedAt: { not: null } }];
  const submitted: Group = { where: rest, orderBy: [{ lastSubmittedAt: way }, { id: way }] };
  if (saysUnfiled(timeliness)) return [never()];
  return saysFiled(timeliness) ? [submitted] : [submitted, never()];
}

function beyondDay(at: Date, id: number, way: 'asc' | 'desc'): Prisma.ReportWhereInput[] {
  const rest =
    way === 'asc'
      ? [{ lastSubmittedAt: { gt: at } }, { id: { gt: id } }]
      : [{ lastSubmittedAt: { lt: at } }, { id: { lt: id } }];
  return [{ lastSubmittedAt: way === 'asc' ? { gte: at } : { lte: at } }, { OR: rest }];
}

function inScope({ periodId, parentId }: Scope): Prisma.ReportWhereInput {
  return { periodId, parentId };
}

function filters(db: Db, { query, now, soon }: Asked): Prisma.ReportWhereInput[] {
  const name = literally(fold(query.name));
  return [
    ...(query.status ? [statusFilter(query.status)] : []),
    ...(query.level ? [{ unitLevel: query.level }] : []),
    ...(name ? [{ unitNameFolded: { contains: name } }] : []),
    ...(query.contact ? [{ status: { not: 'EXEMPT' as const }, hasContact: false }] : []),
    ...(query.activity ? [{ unit: { activeTo: { lte: now } } }] : []),
    ...(query.timeliness ? [timelinessFilter(db, query.timeliness, now, soon)] : []),
  ];
}

function statusFilter(status: NonNullable<FollowQuery['status']>): Prisma.ReportWhereInput {
  return { status: status === 'NOT_ACCEPTED' ? { notIn: ['ACCEPTED', 'EXEMPT'] } : status };
}

function timelinessFilter(
  db: Db,
  timeliness: TimelinessFilter,
  now: Date,
  soon: Date,
): Prisma.ReportWhereInput {
  switch (timeliness) {
    case 'due-soon':
      return { AND: [withTimeliness(db, 'due', now), { dueBefore: { lte: soon } }] };
    case 'correction-due':
      return withCorrection({ gt: now });
    case 'correction-overdue':
      return withCorrection({ lte: now });
    default:
      return withTimeliness(db, timeliness, now);
  }
}
