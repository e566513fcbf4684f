import type { Admin } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Account, Unit } from '../../platform/prisma/client.js';

declare const managed: unique symbol;
/** An account that this administrator may edit, with its unit. Only the finder here makes it. */
export interface ManagedAccount {
  readonly admin: Admin;
  readonly account: Account & { unit: AccountUnit };
  readonly [managed]: true;
}

type AccountUnit = Pick<Unit, 'code' | 'name' | 'parentId' | 'activeTo' | 'accountsUntil'>;

/** An account of the own unit or one below it (at the root: any); NotFound otherwise. */
export async function findManagedAccount(db: Db, admin: Admin, id: number): Promise<ManagedAccount> {
  const account = await db.account.findFirst({
    where: { id, unit: { path: { startsWith: admin.unit.path } } },
    include: {
      unit: { select: { code: true, name: true, parentId: true, activeTo: true, accountsUntil: true } },
    },
  });
  if (!account) throw new NotFound('Không có tài khoản này trong phạm vi quản trị của bạn.');
  return { admin, account } as ManagedAccount;
}
