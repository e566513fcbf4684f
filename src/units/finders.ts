import type { Admin, HelpContact, Level } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import { Prisma, type Unit } from '../platform/prisma/client.js';
import { fold, literally } from '../platform/text/text.js';
import { isRootAdmin } from './rules.js';

export type UnitRecord = Unit;

declare const managed: unique symbol;
/** A unit that this administrator may edit. Only the finders here make it. */
export interface ManagedUnit {
  readonly admin: Admin;
  readonly unit: Unit;
  readonly [managed]: true;
}

/** The federation whose portal this is; undefined before it has been set up. */
export async function federationName(db: Db): Promise<string | undefined> {
  const root = await db.unit.findFirst({ where: { parentId: null }, select: { name: true } });
  return root?.name;
}

/** The federation as every page names it, and whom everybody asks; undefined before it has been set up. */
export async function findFederation(db: Db): Promise<{ federation: string; help: HelpContact } | undefined> {
  const root = await db.unit.findFirst({
    where: { parentId: null },
    select: { name: true, contactBoard: true, contactPhone: true, contactHours: true, contactEmail: true },
  });
  return root ? { federation: root.name, help: contactOf(root) } : undefined;
}

/** A unit's contact, as people are told it. */
export function contactOf(
  unit: Pick<Unit, 'name' | 'contactBoard' | 'contactPhone' | 'contactHours' | 'contactEmail'>,
): HelpContact {
  const { name, contactBoard: board, contactPhone: phone, contactHours: hours, contactEmail: email } = unit;
  return { unit: name, board, phone, hours, email };
}

/** A unit the administrator looks after: at the root any, elsewhere those below the own one. Else NotFound. */
export async function findManagedUnit(db: Db, admin: Admin, id: number): Promise<ManagedUnit> {
  const unit = await db.unit.findFirst({ where: { AND: [{ id }, below(admin)] } });
  if (!unit) throw new NotFound('Không có đơn vị này trong phạm vi quản trị của bạn.');
  return { admin, unit } as ManagedUnit;
}

/** The administrator's own unit. */
export function ownUnit(db: Db, { unit: { id } }: Admin): Promise<Unit> {
  return db.unit.findUniqueOrThrow({ where: { id } });
}

/** Where the administrator may put units: the own unit and those below it, of the levels that have units below. */
export function possibleParents(db: Db, admin: Admin) {
  return db.unit.findMany({
    where: { path: { startsWith: admin.unit.path }, level: { in: ['PROVINCE', 'UPPER_LEVEL'] } },
    select: { id: true, name: true, level: true },
    orderBy: [{ level: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  });
}

/** A unit in which the administrator may have accounts, by its code; undefined where there is none. */
export async function findUnitForAccounts(db: Db | Tx, admin: Admin, code: string) {
  const unit = await db.unit.findUnique({ where: { code: code.toUpperCase() } });
  return unit?.path.startsWith(admin.unit.path) ? unit : undefined;
}

/** `after`: the last id of the page before. `search` is as typed. */
export interface UnitFilter {
  readonly search: string;
  readonly level: Level | undefined;
  readonly after: number | undefined;
}
export interface UnitRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly activeTo: Date | null;
  readonly parentName: string | null;
}

const PAGE = 50;

/** One page of the units the administrator looks after, sorted as Vietnamese is, exact matches first; and the id after which the next begins. */
export async function listUnits(db: Db, admin: Admin, filter: UnitFilter) {
  const rank = rankOf(filter.search);
  const rows = await db.$queryRaw<UnitRow[]>`
    SELECT u.id, u.code, u.name, u.level::text AS level, u.active_to AS "activeTo", p.name AS "parentName"
    FROM units u LEFT JOIN units p ON p.id = u.parent_id
    WHERE u.path LIKE ${`${admin.unit.path}%`} AND ${isRootAdmin(admin) ? Prisma.sql`true` : Prisma.sql`u.id <> ${admin.unit.id}`}
      AND ${matches(filter)} AND ${startsAfter(rank, filter.after)}
    ORDER BY ${rank}, u.name, u.id LIMIT ${PAGE + 1}`;
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]?.id : undefined };
}

function matches({ search, level }: UnitFilter): Prisma.Sql {
  const like = likeText(fold(search));
  return Prisma.sql`(u.name_folded LIKE ${like} OR lower(u.code) LIKE ${likeText(search.toLowerCase())})
    AND ${level ? Prisma.sql`u.level::text = ${level}` : Prisma.sql`true`}`;
}

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

function below(admin: Admin): Prisma.UnitWhereInput {
  return isRootAdmin(admin) ? {} : { path: { startsWith: admin.unit.path }, id: { not: admin.unit.id } };
}
