import type { Overseer, Reviewer } from '../../platform/actor.js';
import { addDays, dayStart, isoDay } from '../../platform/text/calendar.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { listed, type Shown } from '../finders.js';
import type { InspectionStatus } from '../lifecycle.js';
import type { DayCount, ListQuery, Listed, StateCount } from '../rules.js';
import { clashes } from '../team.js';

const PAGE_SIZE = 50;
const BATCH = 500;

declare const child: unique symbol;
/** An active direct child, which its parent's reviewer may inspect. Only the finder here makes it. */
export interface Child {
  readonly actor: Reviewer;
  readonly unit: { readonly id: number; readonly code: string; readonly name: string };
  readonly [child]: true;
}

/** The direct child of that code, or the only one whose name has those words; else those that were meant, at most ten. */
export async function findChild(
  db: Db,
  actor: Reviewer,
  typed: string,
  now: Date,
): Promise<{ child: Child } | { meant: { code: string; name: string }[] }> {
  const isChild: Prisma.UnitWhereInput = {
    parentId: actor.unit.id,
    OR: [{ activeTo: null }, { activeTo: { gt: now } }],
  };
  const select = { id: true, code: true, name: true };
  const exact = await db.unit.findFirst({ where: { ...isChild, code: typed.toUpperCase() }, select });
  const units = exact
    ? [exact]
    : await db.unit.findMany({
        where: { ...isChild, nameFolded: { contains: literally(fold(typed)) } },
        select,
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: 10,
      });
  const named = units.filter(({ name }) => fold(name) === fold(typed));
  const [first, second] = named.length === 1 ? named : units;
  if (first && !second) return { child: { actor, unit: first } as unknown as Child };
  return { meant: units };
}

/** The direct children that can be chosen from a list: all of them, or none where they are too many for one. */
export async function childrenToChoose(db: Db, { unit }: Reviewer, now: Date) {
  const units = await db.unit.findMany({
    where: { parentId: unit.id, OR: [{ activeTo: null }, { activeTo: { gt: now } }] },
    select: { code: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST_TO_CHOOSE + 1,
  });
  return units.length > MOST_TO_CHOOSE ? [] : units;
}
const MOST_TO_CHOOSE = 100;

/** One page of a year's inspections by the own unit, by planned day. */
export async function inspectionList(db: Db, actor: Overseer, year: number, query: ListQuery, now: Date) {
  const rows = await batch(db, matching(actor, year, query, now), query.after, PAGE_SIZE + 1);
  return { rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}

/** All that match, batch by batch. */
export async function* allInspections(
  db: Db,
  actor: Overseer,
  year: number,
  query: ListQuery,
  now: Date,
): AsyncGenerator<Listed[]> {
  const where = matching(actor, year, query, now);
  let after: number | undefined;
  do {
    const rows: Listed[] = await batch(db, where, after, BATCH);
    yield rows;
    after = rows.length === BATCH ? rows.at(-1)?.id : undefined;
  } while (after !== undefined);
}

/** How many of those that the list of that query has, on whatever page, are planned for each day. */
export async function plannedByDay(
  db: Db,
  actor: Overseer,
  year: number,
  query: ListQuery,
  now: Date,
): Promise<DayCount[]> {
  const where = matching(actor, year, query, now);
  const rows = await db.inspection.groupBy({ by: ['plannedOn', 'status'], where, _count: true });
  return rows.map(({ plannedOn, status, _count }) => ({
    day: plannedOn,
    count: status === 'CANCELLED' ? 0 : _count,
    cancelled: status === 'CANCELLED' ? _count : 0,
  }));
}

/** What the team of each inspection of a month has to do on which day, or no longer has; at most 300. */
export function visitsOf(db: Db, { unit }: Overseer, year: number, month: number) {
  return db.inspection.findMany({
    where: { parentId: unit.id, plannedOn: within(year, month) },
    select: VISIT,
    orderBy: [{ plannedOn: 'asc' }, { id: 'asc' }],
    take: 300,
  });
}
const VISIT = {
  id: true,
  plannedOn: true,
  team: true,
  status: true,
  unit: { select: { name: true } },
} satisfies Prisma.InspectionSelect;
export type Visit = Awaited<ReturnType<typeof visitsOf>>[number];

/** Who of the teams of these inspections, which are still to come, is planned elsewhere on the same day. */
export async function clashesOn(db: Db, parentId: number, days: readonly Date[]) {
  const where = { parentId, plannedOn: { in: [...days] }, status: { in: TO_COME } };
  return clashes(await db.inspection.findMany({ where, select: VISIT, orderBy: { id: 'asc' }, take: 1000 }));
}
const TO_COME: InspectionStatus[] = ['PLANNED', 'ANNOUNCED'];

export async function clashesOf(db: Db, { id, parentId, plannedOn }: Shown): Promise<readonly string[]> {
  return (await clashesOn(db, parentId, [plannedOn])).get(id) ?? [];
}

/** Whether an inspection that is still to come is planned for a day on which nobody works. */
export async function isOnDayOff(db: Db, { plannedOn, status, carriedOutOn }: Shown): Promise<boolean> {
  if (!TO_COME.includes(status) || carriedOutOn) return false;
  return !(await findWorkingCalendar(db)).isWorkingDay(plannedOn);
}

/** How many inspections of a year there are, and how they stand. */
export async function yearCounts(db: Db, { unit }: Overseer, year: number, now: Date): Promise<StateCount[]> {
  const { gte, lt } = within(year) as { gte: Date; lt: Date };
  return db.$queryRaw<StateCount[]>`
    SELECT status::text AS status, count(*)::int AS count,
      count(*) FILTER (WHERE status = 'CONCLUDED' AND EXISTS (
        SELECT FROM inspection_recommendations r
        WHERE r.inspection_id = inspections.id AND r.status = 'OPEN' AND r.due_before <= ${now}))::int AS overdue
    FROM inspections WHERE parent_id = ${unit.id} AND planned_on >= ${gte} AND planned_on < ${lt}
    GROUP BY 1`;
}

async function batch(
  db: Db,
  where: Prisma.InspectionWhereInput,
  after: number | undefined,
  take: number,
): Promise<Listed[]> {
  const scope = where.parentId as number;
  const last =
    after === undefined
      ? null
      : await db.inspection.findFirst({ where: { id: after, parentId: scope }, select: { plannedOn: true } });
  const beyond = last && {
    OR: [{ plannedOn: { gt: last.plannedOn } }, { plannedOn: last.plannedOn, id: { gt: after as number } }],
  };
  return db.inspection.findMany({
    where: beyond ? { AND: [where, beyond] } : where,
    ...listed,
    orderBy: [{ plannedOn: 'asc' }, { id: 'asc' }],
    take,
  });
}

function matching(
  { unit }: Overseer,
  year: number,
  { kind, status, name, month, day }: ListQuery,
  now: Date,
): Prisma.InspectionWhereInput {
  const overdue = { recommendations: { some: { status: 'OPEN', dueBefore: { lte: now } } } } as const;
  return {
    parentId: unit.id,
    plannedOn: within(year, month, day),
    ...(kind ? { kind } : {}),
    ...(status === 'OVERDUE' ? { status: 'CONCLUDED', ...overdue } : status ? { status } : {}),
    ...(name ? { unit: { nameFolded: { contains: literally(fold(name)) } } } : {}),
  };
}

/** A day that its month does not have is none. */
function within(year: number, month?: number, day?: number): Prisma.DateTimeFilter {
  if (year < 1900 || year > 2998) throw new NotFound('Không có năm này.');
  if (month === undefined) {
    return { gte: isoDay(`${year}-01-01`), lt: isoDay(`${year + 1}-01-01`) };
  }
  const first = dayStart(year, month, 1) as Date;
  if (day === undefined) {
    return { gte: first, lt: dayStart(month === 12 ? year + 1 : year, (month % 12) + 1, 1) as Date };
  }
  const at = dayStart(year, month, day);
  return at ? { gte: at, lt: addDays(at, 1) } : { lt: first, gte: first };
}
