import type { Actor } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import { record } from '../../history/commands.js';
import { enqueue } from '../../mail/commands.js';
import { endSessions } from '../commands.js';
import { findActor } from '../finders.js';
import { hashPassword } from '../passwords.js';
import { noLink } from '../rules.js';
import { activatedMessage } from './activated-message.js';
import type { AccountByLink } from './finders.js';

/**
 * Uses the link up: the account has the new password, and its sessions elsewhere end. Its address hears of it.
 * Conflict at a second use.
 */
export async function activateAccount(
  db: Db,
  link: AccountByLink,
  password: string,
  now: Date,
): Promise<Actor> {
  const passwordHash = await hashPassword(password);
  await db.$transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: {
        id: link.account.id,
        ...(link.isReset
          ? { resetHash: link.hash, resetExpiresAt: { gt: now } }
          : { activationHash: link.hash, activationExpiresAt: { gt: now } }),
        deactivatedAt: null,
      },
      data: { passwordHash, ...noLink, version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict('Liên kết này vừa được dùng.');
    await endSessions(tx, link.account.id);
    const actor = await activated(tx, link.account.id, now);
    const action = link.isReset ? 'password-reset' : 'account-activated';
    const detail = link.isByCode ? { by: 'mã một lần' } : {};
    await record(tx, { at: now, action, actor, unitId: actor.unit.id, detail });
    const { email, mutedMessages } = await tx.account.findUniqueOrThrow({ where: { id: actor.accountId } });
    if (email === '' || mutedMessages.includes('activated')) return;
    const to = { accountId: actor.accountId, name: actor.fullName, address: email };
    const message = activatedMessage(actor, link.isByCode ? 'mã một lần' : 'liên kết');
    await enqueue(tx, [{ kind: 'activated', to, unitId: actor.unit.id, ...message }], now);
  });
  return activated(db, link.account.id, now);
}

async function activated(db: Db | Tx, accountId: number, now: Date): Promise<Actor> {
  const actor = await findActor(db, accountId, now);
  if (!actor) throw new Conflict('Tài khoản này vừa ngừng hoạt động.');
  return actor;
}
