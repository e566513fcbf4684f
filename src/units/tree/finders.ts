import type { Admin, Level } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { isRootAdmin } from '../rules.js';
import { countsOf } from './count-finders.js';
import type { UnitCounts } from './counts.js';

/** A unit as the tree and the list of those found show it. */
export interface UnitRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly path: string;
  readonly activeTo: Date | null;
}

/** Some units that stand beside each other, and the id after which the next begin. */
export interface UnitPage {
  readonly rows: readonly UnitRow[];
  readonly next: number | undefined;
}

/** `top`: the unit at which the tree starts. `open`: the child whose branch stands open, with the first of its own children. */
export interface UnitTree {
  readonly top: UnitRow;
  readonly above: readonly UnitRow[];
  readonly children: UnitPage;
  readonly open: { readonly id: number; readonly children: UnitPage } | undefined;
  readonly counts: ReadonlyMap<number, UnitCounts>;
}

/** Ids as they stand in the address; `after`: the last child of the page before. */
export interface TreePlace {
  readonly branch: number | undefined;
  readonly open: number | undefined;
  readonly after: number | undefined;
}

const PAGE = 25;
/** So many of an open branch stand in the tree; the others on the branch's own page. */
const IN_BRANCH = 15;

const shown = { id: true, code: true, name: true, level: true, path: true, activeTo: true } as const;

/**
 * A page of the tree, from the administrator's own unit or a branch below it; NotFound for any other. Five queries, whose rows
 * do not grow with the units.
 */
export async function unitTree(
  db: Db,
  admin: Admin,
  { branch = admin.unit.id, open, after }: TreePlace,
  now: Date,
): Promise<UnitTree> {
  const top = await unitInScope(db, admin, branch);
  const [above, children, opened] = await Promise.all([
    ancestors(db, admin, [top]),
    childrenOf(db, top.id, PAGE, after),
    open === undefined ? undefined : openBranch(db, top, open),
  ]);
  const ids = [
    top.id,
    ...children.rows.map(({ id }) => id),
    ...(opened?.children.rows ?? []).map(({ id }) => id),
  ];
  const isHere = opened && children.rows.some(({ id }) => id === opened.id);
  return { top, above, children, open: isHere ? opened : undefined, counts: await countsOf(db, ids, now) };
}

async function unitInScope(db: Db, admin: Admin, id: number): Promise<UnitRow> {
  const where = { id, path: { startsWith: admin.unit.path } };
  const unit = await db.unit.findFirst({ where, select: shown });
  if (!unit) throw new NotFound('Không có đơn vị này trong phạm vi quản trị của bạn.');
  return unit;
}

async function openBranch(db: Db, top: UnitRow, id: number): Promise<UnitTree['open']> {
  return { id, children: await childrenOf(db, id, IN_BRANCH, undefined, top.id) };
}

/** `above`: the unit of which `parentId` must be a child. */
async function childrenOf(
  db: Db,
  parentId: number,
  count: number,
  after: number | undefined,
  above?: number,
): Promise<UnitPage> {
  const last = after === undefined ? null : await db.unit.findUnique({ where: { id: after }, select: shown });
  const rows = await db.unit.findMany({
    where: {
      parentId,
      ...(above === undefined ? {} : { parent: { parentId: above } }),
      // The first condition lets the index begin there.
      ...(last && {
        name: { gte: last.name },
        OR: [{ name: { gt: last.name } }, { name: last.name, id: { gt: last.id } }],
      }),
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: count + 1,
    select: shown,
  });
  return pageOf(rows, count);
}

/** The units above these, as far as the administrator's own. */
export async function ancestors(
  db: Db,
  admin: Admin,
  units: readonly { path: string }[],
): Promise<UnitRow[]> {
  const ids = new Set(units.flatMap(({ path }) => path.split('/').slice(1, -2).map(Number)));
  if (ids.size === 0) return [];
  const where = { id: { in: [...ids] }, path: { startsWith: admin.unit.path } };
  return db.unit.findMany({ where, select: shown, orderBy: { path: 'asc' } });
}

export const unitStates = ['chua-co', 'chua-kich-hoat', 'ngung'] as const;
export type UnitState = (typeof unitStates)[number];

/** `search` is as typed; `after`: the last id of the page before. */
export interface UnitFilter {
  readonly search: string;
  readonly level: Level | undefined;
  readonly state: UnitState | undefined;
  readonly after: number | undefined;
}

export interface FoundUnits extends UnitPage {
  readonly above: readonly UnitRow[];
  readonly counts: ReadonlyMap<number, UnitCounts>;
}

/** Units the administrator looks after, sorted as Vietnamese is, exact matches first, with those above them. */
export async function findUnits(db: Db, admin: Admin, filter: UnitFilter, now: Date): Promise<FoundUnits> {
  const rank = rankOf(filter.search);
  const rows = await db.$queryRaw<UnitRow[]>`
    SELECT u.id, u.code, u.name, u.level::text AS level, u.path, u.active_to AS "activeTo"
    FROM units u
    WHERE ${isInScope(admin)} AND ${matches(filter, now)} AND ${startsAfter(rank, filter.after)}
    ORDER BY ${rank}, u.name, u.id LIMIT ${PAGE + 1}`;
  const page = pageOf(rows, PAGE);
  const [above, counts] = await Promise.all([
    ancestors(db, admin, page.rows),
    countsOf(
      db,
      page.rows.map(({ id }) => id),
      now,
    ),
  ]);
  return { ...page, above, counts };
}

/** The root's administrator looks after all: no scope then keeps an index from being used. */
function isInScope(admin: Admin): Prisma.Sql {
  if (isRootAdmin(admin)) return Prisma.sql`true`;
  return Prisma.sql`u.path LIKE ${`${admin.unit.path}%`} AND u.id <> ${admin.unit.id}`;
}

function matches({ search, level, state }: UnitFilter, now: Date): Prisma.Sql {
  const conditions = [
    ...(search === '' ? [] : [named(search)]),
    ...(level ? [Prisma.sql`u.level::text = ${level}`] : []),
    ...(state ? [STATES[state](now)] : []),
  ];
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ');
}

function named(search: string): Prisma.Sql {
  return Prisma.sql`(u.name_folded LIKE ${likeText(fold(search))} OR u.code ILIKE ${likeText(search)})`;
}

const STATES: Readonly<Record<UnitState, (now: Date) => Prisma.Sql>> = {
  'chua-co': (now) => Prisma.sql`coalesce(u.active_to > ${now}, true)
    AND NOT EXISTS (SELECT FROM accounts a WHERE a.unit_id = u.id AND a.deactivated_at IS NULL)`,
  'chua-kich-hoat': () =>
    Prisma.sql`u.id IN (SELECT a.unit_id FROM accounts a WHERE a.deactivated_at IS NULL AND a.password_hash IS NULL)`,
  ngung: (now) => Prisma.sql`u.active_to <= ${now}`,
};

/** Words with the very diacritics that were typed, or the very code, before those that only resemble them. */
function rankOf(search: string): Prisma.Sql {
  // A bare number in ORDER BY would name a column.
  if (search === '') return Prisma.sql`(0 + 0)`;
  const typed = search.toLowerCase();
  return Prisma.sql`CASE WHEN lower(u.code) = ${typed} THEN 0 WHEN u.name ILIKE ${likeText(typed)} THEN 1 ELSE 2 END`;
}

function startsAfter(rank: Prisma.Sql, after: number | undefined): Prisma.Sql {
  if (after === undefined) return Prisma.sql`true`;
  return Prisma.sql`(${rank}, u.name, u.id) > (SELECT ${rank}, u.name, u.id FROM units u WHERE u.id = ${after})`;
}

function likeText(text: string): string {
  return `%${literally(text)}%`;
}

function pageOf(rows: readonly UnitRow[], count: number): UnitPage {
  return { rows: rows.slice(0, count), next: rows.length > count ? rows[count - 1]?.id : undefined };
}
