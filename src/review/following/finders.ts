import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { fold } from '../../platform/text.js';
import type { FollowQuery, Sort, TimelinessFilter } from './forms.js';

export const PAGE_SIZE = 50;

/** The unit whose children are followed: the own one, or one below it; NotFound for any other. */
export async function openFollowedUnit(db: Db, overseer: Overseer, unitId: number = overseer.unit.id) {
  const unit = await db.unit.findFirst({
    where: { id: unitId, path: { startsWith: overseer.unit.path } },
    select: { id: true, name: true },
  });
  if (!unit) throw new NotFound('Không có đơn vị này, hoặc bạn không được xem.');
  return unit;
}

/** A period that has been opened, by its year. */
export async function openedPeriod(db: Db, year: number) {
  const period = await db.period.findFirst({
    where: { year, openedAt: { not: null } },
    select: { id: true, year: true },
  });
  if (!period) throw new NotFound('Không có kỳ báo cáo này.');
  return period;
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
  correctBefore: true,
} satisfies Prisma.ReportSelect;
export type ChildReport = Prisma.ReportGetPayload<{ select: typeof COLUMNS }>;

/** One page of the reports of a unit's direct children. `more`: there is a next page. */
export async function childReports(db: Db, scope: Scope, query: FollowQuery, now: Date) {
  const last = query.after ? await lastOfPageBefore(db, scope, query.after) : null;
  const rows: ChildReport[] = [];
  for (const group of groupsAfter(last, query)) {
    const where = { AND: [inScope(scope), ...filters(db, query, now), ...group] };
    const take = PAGE_SIZE + 1 - rows.length;
    rows.push(...(await db.report.findMany({ where, select: COLUMNS, orderBy: ORDERS[query.sort], take })));
    if (rows.length > PAGE_SIZE) break;
  }
  return { rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}

export interface Scope {
  readonly periodId: number;
  readonly parentId: number;
}
export interface Counts {
  /** Reports that are not exempt: the denominator of every rate. */
  readonly expected: number;
  readonly received: number;
  readonly onTime: number;
  readonly accepted: number;
}

/** What the three rates are made of, over all direct children. */
export async function countReports(db: Db, { periodId, parentId }: Scope): Promise<Counts> {
  const [row] = await db.$queryRaw<[Record<keyof Counts, number>]>`
    SELECT count(*)::int AS expected,
           count(first_submitted_at)::int AS received,
           (count(*) FILTER (WHERE first_submitted_at < due_before))::int AS "onTime",
           (count(*) FILTER (WHERE status = 'ACCEPTED'))::int AS accepted
    FROM reports
    WHERE parent_id = ${parentId} AND period_id = ${periodId} AND status <> 'EXEMPT'`;
  return row;
}

const ORDERS: Record<Sort, Prisma.ReportOrderByWithRelationInput[]> = {
  name: [{ unitName: 'asc' }, { id: 'asc' }],
  newest: [{ lastSubmittedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
  oldest: [{ lastSubmittedAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
};

type Last = { id: number; unitName: string; lastSubmittedAt: Date | null };

function lastOfPageBefore(db: Db, scope: Scope, id: number): Promise<Last | null> {
  return db.report.findFirst({
    where: { id, ...inScope(scope) },
    select: { id: true, unitName: true, lastSubmittedAt: true },
  });
}

/**
 * What is left of the list after `last`, one group after the other: in the order of names, those that have the name
 * asked for with its very marks stand before those that only sound like it.
 */
function groupsAfter(last: Last | null, { name, sort }: FollowQuery): Prisma.ReportWhereInput[][] {
  const rest = last ? [beyond(last, sort)] : [];
  if (name === '' || sort !== 'name') return [rest];
  const exact: Prisma.ReportWhereInput = { unitName: { contains: literally(name), mode: 'insensitive' } };
  const similar = { NOT: exact };
  if (last && !last.unitName.toLowerCase().includes(name.toLowerCase())) return [[similar, ...rest]];
  return [[exact, ...rest], [similar]];
}

/** The rows that stand after `last` in the order asked for; those never submitted stand last. */
function beyond({ id, unitName, lastSubmittedAt }: Last, sort: Sort): Prisma.ReportWhereInput {
  // The first condition is what the index can seek.
  if (sort === 'name')
    return { unitName: { gte: unitName }, OR: [{ unitName: { gt: unitName } }, { id: { gt: id } }] };
  if (!lastSubmittedAt) return { lastSubmittedAt: null, id: { gt: id } };
  const farther = sort === 'newest' ? { lt: lastSubmittedAt } : { gt: lastSubmittedAt };
  return {
    OR: [{ lastSubmittedAt: farther }, { lastSubmittedAt, id: { gt: id } }, { lastSubmittedAt: null }],
  };
}

function inScope({ periodId, parentId }: Scope): Prisma.ReportWhereInput {
  return { periodId, parentId };
}

function filters(db: Db, query: FollowQuery, now: Date): Prisma.ReportWhereInput[] {
  const name = literally(fold(query.name));
  return [
    ...(query.status ? [statusFilter(query.status)] : []),
    ...(query.level ? [{ unitLevel: query.level }] : []),
    ...(name ? [{ unitNameFolded: { contains: name } }] : []),
    ...(query.timeliness ? [timelinessFilter(db, query.timeliness, now)] : []),
  ];
}

/** Of what is typed, nothing is a wildcard. */
function literally(typed: string): string {
  return typed.replace(/[\\%_]/g, String.raw`\$&`);
}

function statusFilter(status: NonNullable<FollowQuery['status']>): Prisma.ReportWhereInput {
  return { status: status === 'NOT_ACCEPTED' ? { notIn: ['ACCEPTED', 'EXEMPT'] } : status };
}

/** The rules of reports/deadlines.ts, as the database reads them. */
function timelinessFilter(db: Db, timeliness: TimelinessFilter, now: Date): Prisma.ReportWhereInput {
  const { dueBefore } = db.report.fields;
  switch (timeliness) {
    case 'on-time':
      return { status: { not: 'EXEMPT' }, firstSubmittedAt: { lt: dueBefore } };
    case 'late':
      return { status: { not: 'EXEMPT' }, firstSubmittedAt: { gte: dueBefore } };
    case 'due':
      return { status: { not: 'EXEMPT' }, firstSubmittedAt: null, dueBefore: { gt: now } };
    case 'overdue':
      return { status: { not: 'EXEMPT' }, firstSubmittedAt: null, dueBefore: { lte: now } };
    case 'correction-overdue':
      return { status: { in: ['RETURNED', 'IN_PROGRESS'] }, correctBefore: { lte: now } };
  }
}
