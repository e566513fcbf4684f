import type { Actor } from '../platform/actor.js';
import type { Db, Tx } from '../platform/db.js';
import { record } from '../history/commands.js';
import { hashPassword, isPassword } from './passwords.js';

/** Signs an account out everywhere, but for the session `except`. */
export async function endSessions(tx: Tx, accountId: number, except = ''): Promise<void> {
  await tx.session.deleteMany({ where: { accountId, id: { not: except } } });
}

/** Changes the own password; false where `current` is not the one now. Other sessions of the account end. */
export async function changePassword(
  db: Db,
  actor: Actor,
  { current, chosen, sessionId }: { current: string; chosen: string; sessionId: string },
  now: Date,
): Promise<boolean> {
  const account = await db.account.findUniqueOrThrow({ where: { id: actor.accountId } });
  if (!(await isPassword(account.passwordHash, current))) return false;
  const passwordHash = await hashPassword(chosen);
  await db.$transaction(async (tx) => {
    await tx.account.update({
      where: { id: actor.accountId },
      data: { passwordHash, activationHash: null, activationExpiresAt: null, version: { increment: 1 } },
    });
    await endSessions(tx, actor.accountId, sessionId);
    await record(tx, { at: now, action: 'password-changed', actor, unitId: actor.unit.id });
  });
  return true;
}
