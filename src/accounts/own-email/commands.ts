import type { Actor } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import { enqueue } from '../../mail/commands.js';
import { confirmationAddress } from '../addresses.js';
import { tellLeftAddress, WRONG_PASSWORD } from '../commands.js';
import { confirmationMessage } from '../email-message.js';
import { ownEmail } from '../finders.js';
import { isPassword } from '../passwords.js';
import { unconfirmed } from '../rules.js';
import type { AddressByLink } from './finders.js';
import { confirmationToken } from './rules.js';

/** With what links are signed, and when. */
interface Signing {
  readonly secret: string;
  readonly now: Date;
}

/**
 * Changes the own e-mail address, where `current` is the password; '' takes it away. The address before hears of it, and the
 * new one gets the link that confirms it. The history says that, and no address: it can never be erased there.
 */
export async function changeEmail(
  db: Db,
  actor: Actor,
  { email, current }: { readonly email: string; readonly current: string },
  { secret, now }: Signing,
): Promise<Outcome> {
  const account = await db.account.findUniqueOrThrow({ where: { id: actor.accountId } });
  if (!(await isPassword(account.passwordHash, current))) return { problems: [WRONG_PASSWORD] };
  await db.$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ email: string }[]>`
      SELECT email FROM accounts WHERE id = ${actor.accountId} FOR UPDATE`;
    if (!before || before.email === email) return;
    await tx.account.update({
      where: { id: actor.accountId },
      data: { email, ...unconfirmed, version: { increment: 1 } },
    });
    await record(tx, { at: now, action: 'email-changed', actor, unitId: actor.unit.id });
    await tellLeftAddress(tx, { ...account, email: before.email }, '', now);
    await writeConfirmation(tx, actor, email, { secret, now });
  });
  return { done: true };
}

/** Sends the link that confirms the own address. */
export async function sendConfirmation(db: Db, actor: Actor, signing: Signing): Promise<void> {
  await db.$transaction(async (tx) => {
    await writeConfirmation(tx, actor, await ownEmail(tx, actor), signing);
  });
}

/** Notes that the address reaches its owner. Nothing changes at a second use, nor where it is another by now. */
export async function confirmEmail(db: Db, { owner, email }: AddressByLink, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: { id: owner.accountId, email, emailConfirmedAt: null },
      data: { emailConfirmedAt: now },
    });
    if (count === 0) return;
    await record(tx, { at: now, action: 'email-confirmed', actor: owner, unitId: owner.unit.id });
  });
}

async function writeConfirmation(tx: Tx, actor: Actor, email: string, { secret, now }: Signing) {
  if (email === '') return;
  const path = confirmationAddress(confirmationToken(actor.accountId, email, secret, now));
  const to = { accountId: actor.accountId, name: actor.fullName, address: email };
  await enqueue(
    tx,
    [{ kind: 'security', to, unitId: actor.unit.id, ...confirmationMessage(actor, path) }],
    now,
  );
}
