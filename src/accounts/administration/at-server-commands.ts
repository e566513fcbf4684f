import type { Operator } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import type { Db } from '../../platform/postgres/db.js';
import { rolesInWords } from '../rules.js';
import { changeAccount, tellOf } from './change-commands.js';
import type { ManagedAccount } from './finders.js';

/** Makes an administrator of an account of the federation itself. NotPossible for another unit's, or one that is closed. */
export function appointAdmin(
  db: Db,
  managed: ManagedAccount<Operator>,
  reason: string,
  now: Date,
): Promise<void> {
  const { roles, version, unit, deactivatedAt } = managed.account;
  if (unit.parentId !== null) throw new NotPossible(NOT_OF_ROOT);
  if (deactivatedAt !== null) throw new NotPossible(CLOSED);
  if (roles.includes('ADMIN')) throw new NotPossible('Tài khoản này đã là người quản trị.');
  const more = [...roles, 'ADMIN' as const];
  return db.$transaction(async (tx) => {
    await changeAccount(tx, managed, { version, deactivatedAt: null }, { roles: more });
    const changes = `vai trò: ${rolesInWords(roles)} → ${rolesInWords(more)}`;
    await tellOf(tx, managed, 'account-edited', now, { changes, reason });
  });
}

const NOT_OF_ROOT = 'Tài khoản này không thuộc Liên đoàn Lao động tỉnh.';
const CLOSED = 'Tài khoản này đã ngừng. Hãy cho hoạt động lại trước.';
