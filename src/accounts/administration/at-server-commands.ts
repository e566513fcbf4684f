import type { Operator } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import { forgetAttempts, limiter } from '../../platform/http/rate-limit.js';
import type { Db } from '../../platform/postgres/db.js';
import { rolesInWords, SIGN_IN_BY_ADDRESS, SIGN_IN_BY_NAME } from '../rules.js';
import { changeAccount, tellOf } from './change-commands.js';
import type { ManagedAccount } from './finders.js';

/**
 * Lets somebody try again who failed to sign in too often. The counts of all addresses go as well: an office that locked
 * itself out shares one, and only its hash is known.
 */
export async function unlockAccount(
  db: Db,
  managed: ManagedAccount<Operator>,
  reason: string,
  now: Date,
): Promise<void> {
  await limiter(db, SIGN_IN_BY_NAME).reset(managed.account.username);
  await db.$transaction(async (tx) => {
    await forgetAttempts(tx, SIGN_IN_BY_ADDRESS);
    await tellOf(tx, managed, 'account-unlocked', now, { reason });
  });
}

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
  if (roles.includes('ADMIN')) throw new NotPossible('Tài khoản này đã là quản trị viên.');
  const more = [...roles, 'ADMIN' as const];
  return db.$transaction(async (tx) => {
    await changeAccount(tx, managed, { version, deactivatedAt: null }, { roles: more });
    const changes = `vai trò: ${rolesInWords(roles)} → ${rolesInWords(more)}`;
    await tellOf(tx, managed, 'account-edited', now, { changes, reason });
  });
}

const NOT_OF_ROOT = 'Tài khoản này không thuộc Liên đoàn Lao động tỉnh.';
const CLOSED = 'Tài khoản này đã ngừng. Hãy cho hoạt động lại trước.';
