import type { Admin, Operator } from '../../platform/actor.js';
import { forgetAttempts } from '../../platform/http/rate-limit.js';
import type { Db } from '../../platform/postgres/db.js';
import { SIGN_IN_BY_ADDRESS } from '../rules.js';
import { forgetAttemptsAt } from '../sign-in-commands.js';
import { tellOf, type Why } from './change-commands.js';
import type { ManagedAccount } from './finders.js';

/**
 * Lets somebody try again at once who failed to sign in too often. The counts of all addresses go as well: an office that
 * locked itself out shares one, and only its hash is known.
 */
export async function unlockAccount(
  db: Db,
  managed: ManagedAccount<Admin | Operator>,
  now: Date,
  why: Why = {},
): Promise<void> {
  await db.$transaction(async (tx) => {
    await forgetAttemptsAt(tx, managed.account.username);
    await forgetAttempts(tx, SIGN_IN_BY_ADDRESS);
    await tellOf(tx, managed, 'account-unlocked', now, why);
  });
}
