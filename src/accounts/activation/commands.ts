import type { Actor } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/db.js';
import { Conflict } from '../../platform/errors.js';
import { record } from '../../history/commands.js';
import { enqueue } from '../../mail/commands.js';
import { letter } from '../../mail/letter.js';
import type { NewMessage } from '../../mail/rules.js';
import { endSessions } from '../commands.js';
import { findActor, ownEmail } from '../finders.js';
import { hashPassword } from '../passwords.js';
import type { AccountByLink } from './finders.js';
import { activatedLetter } from './rules.js';

/** Uses the link up: the account has the new password, and its sessions elsewhere end. Conflict at a second use. */
export async function activateAccount(
  db: Db,
  link: AccountByLink,
  password: string,
  now: Date,
  publicUrl?: string,
): Promise<Actor> {
  const passwordHash = await hashPassword(password);
  await db.$transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: {
        id: link.account.id,
        activationHash: link.hash,
        activationExpiresAt: { gt: now },
        deactivatedAt: null,
      },
      data: { passwordHash, activationHash: null, activationExpiresAt: null, version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict('Liên kết kích hoạt này vừa được dùng.');
    await endSessions(tx, link.account.id);
    const actor = await activated(tx, link.account.id, now);
    await record(tx, { at: now, action: 'account-activated', actor, unitId: actor.unit.id });
    await enqueue(tx, await activatedMessages(tx, actor, publicUrl), now);
  });
  return activated(db, link.account.id, now);
}

/** To the account's own address, where it has one. */
async function activatedMessages(tx: Tx, actor: Actor, publicUrl?: string): Promise<NewMessage[]> {
  const { accountId, fullName: name, unit } = actor;
  const address = await ownEmail(tx, actor);
  if (address === '') return [];
  const to = { accountId, name, address };
  return [{ kind: 'activated', to, unitId: unit.id, ...letter(activatedLetter(actor), publicUrl) }];
}

async function activated(db: Db | Tx, accountId: number, now: Date): Promise<Actor> {
  const actor = await findActor(db, accountId, now);
  if (!actor) throw new Conflict('Tài khoản này vừa ngừng hoạt động.');
  return actor;
}
