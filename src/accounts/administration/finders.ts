import { OPERATOR, type Admin, type Operator } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { Account, Unit } from '../../platform/prisma/client.js';
import { findUnitForAccounts } from '../../units/finders.js';
import { isWorkedFor } from '../../units/rules.js';

declare const managed: unique symbol;
/** An account that this administrator may edit, with its unit. Only the finders here make it. */
export interface ManagedAccount<By extends Admin | Operator = Admin> {
  readonly admin: By;
  readonly account: Account & { unit: AccountUnit };
  readonly [managed]: true;
}

type AccountUnit = Pick<Unit, 'code' | 'name' | 'parentId' | 'activeTo' | 'accountsUntil'>;

/** An account of the own unit or one below it (at the root: any) that is still somebody's; NotFound otherwise. */
export async function findManagedAccount(db: Db, admin: Admin, id: number): Promise<ManagedAccount> {
  const account = await db.account.findFirst({
    where: { id, anonymisedAt: null, unit: { path: { startsWith: admin.unit.path } } },
    include: WITH_UNIT,
  });
  if (!account) throw new NotFound('Không có tài khoản này trong phạm vi quản trị của bạn.');
  return { admin, account } as ManagedAccount;
}

/** Any account, for whoever has the machine itself in hand; undefined where there is none of that name. */
export async function findAccountAtServer(
  db: Db,
  username: string,
): Promise<ManagedAccount<Operator> | undefined> {
  const account = await db.account.findUnique({
    where: { username, anonymisedAt: null },
    include: WITH_UNIT,
  });
  return account ? ({ admin: OPERATOR, account } as ManagedAccount<Operator>) : undefined;
}

/** What speaks against a new account, by the fields of its form; of what cannot be read yet nothing. */
export async function newAccountProblems(
  db: Db | Tx,
  admin: Admin,
  { username, unitCode }: { readonly username?: string; readonly unitCode?: string },
  now: Date,
): Promise<FieldError[]> {
  const isTaken = username !== undefined && (await db.account.count({ where: { username } })) > 0;
  const unit = unitCode === undefined ? undefined : await findUnitForAccounts(db, admin, unitCode);
  const isMissing = unitCode !== undefined && !unit;
  return [
    ...(isTaken ? [USERNAME_TAKEN] : []),
    ...(isMissing ? [NO_UNIT] : []),
    ...(unit && !isWorkedFor(unit, now) ? [UNIT_ENDED] : []),
  ];
}

export const USERNAME_TAKEN = {
  field: 'username',
  message: 'Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.',
};
export const NO_UNIT = {
  field: 'unitCode',
  message: 'Không có đơn vị mang mã này trong phạm vi quản trị của bạn. Hãy xem mã ở danh sách đơn vị.',
};
export const UNIT_ENDED = {
  field: 'unitCode',
  message:
    'Đơn vị mang mã này đã kết thúc hoạt động, người của đơn vị không đăng nhập được. Hãy chọn đơn vị khác.',
};

/** The administrators of the federation itself: they can let everybody else in. The first hundred by name. */
export function findRootAdmins(db: Db) {
  return db.account.findMany({
    where: { unit: { parentId: null }, roles: { has: 'ADMIN' } },
    orderBy: { username: 'asc' },
    take: 100,
  });
}

const WITH_UNIT = {
  unit: { select: { code: true, name: true, parentId: true, activeTo: true, accountsUntil: true } },
} as const;
