import type { Admin, HelpContact } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import type { Prisma, Unit } from '../platform/prisma/client.js';
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

function below(admin: Admin): Prisma.UnitWhereInput {
  return isRootAdmin(admin) ? {} : { path: { startsWith: admin.unit.path }, id: { not: admin.unit.id } };
}
