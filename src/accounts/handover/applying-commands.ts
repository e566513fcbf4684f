import type { Admin, Role } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { Account, Handover } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import { enqueue } from '../../mail/commands.js';
import { newToken } from '../activation/tokens.js';
import type { ManagedAccount } from '../administration/finders.js';
import { endAccess } from '../commands.js';
import { closedAccount, foldedName, linkEnd, rolesInWords } from '../rules.js';
import { leavingMessage, comingMessage } from './handover-message.js';
import { rolesOfBoth, type HeldWork } from './rules.js';

export interface Person {
  readonly id: number;
  readonly fullName: string;
  /** '' where there is none. */
  readonly email: string;
  readonly unitId: number;
  readonly roles: readonly Role[];
}

/** Whose work goes to whom. */
export interface Passing {
  readonly from: Person;
  readonly to: Person;
  /** null: the portal itself, on the day. */
  readonly actor: Admin | null;
  readonly now: Date;
}

/** What other features know of an account's work: how much there is, and how it changes hands in this transaction. */
export interface Succession {
  readonly held: (db: Db | Tx, who: Person) => Promise<HeldWork>;
  readonly takeOver: (tx: Tx, passing: Passing) => Promise<void>;
}

/** `token` is for the activation link of an account that is made, and nowhere kept; undefined where none was. */
export interface HandedOver {
  readonly successor: Account;
  readonly token?: string;
}

/**
 * Gives everything of an account to its successor and ends it, in one transaction. `actor` null: the portal on the day, which
 * shows nobody a link, so that none is made. Conflict where either account has ended meanwhile.
 */
export async function applyHandover(
  tx: Tx,
  handover: Handover,
  { account, actor }: { account: ManagedAccount['account']; actor: Admin | null },
  now: Date,
  succession: Succession,
): Promise<HandedOver> {
  const handedOver = handover.successorId
    ? { successor: await promote(tx, account, handover.successorId) }
    : await welcome(tx, account, handover, actor, now);
  await end(tx, account, now);
  const { successor } = handedOver;
  await succession.takeOver(tx, { from: account, to: successor, actor, now });
  await tx.handover.update({
    where: { id: handover.id },
    data: { doneAt: now, successorId: successor.id },
  });
  const by = actor ? {} : { by: handover.askedByName };
  const from = { account: account.username, name: account.fullName };
  const detail = { ...from, to: successor.username, toName: successor.fullName, ...by };
  await record(tx, { at: now, action: 'account-handed-over', actor, unitId: account.unitId, detail });
  await tell(tx, account, successor, now);
  return handedOver;
}

/** The successor has an account already: it keeps what it may, and may what the other one might. */
async function promote(tx: Tx, from: Account, id: number): Promise<Account> {
  const [to] = await tx.account.findMany({ where: { id, unitId: from.unitId, deactivatedAt: null } });
  if (!to) throw new Conflict('Tài khoản nhận bàn giao vừa ngừng hoạt động hoặc chuyển đơn vị.');
  const summary = to.summaryDay === null ? summaryOf(from) : {};
  return tx.account.update({
    where: { id },
    data: { roles: rolesOfBoth(to.roles, from.roles), ...summary, version: { increment: 1 } },
  });
}

async function welcome(
  tx: Tx,
  from: Account,
  { fullName, username, position, email, phone, zaloName }: Handover,
  actor: Admin | null,
  now: Date,
): Promise<HandedOver> {
  const { token, hash } = newToken();
  const link = actor ? { activationHash: hash, activationExpiresAt: linkEnd(now) } : {};
  const { unitId, roles, mutedMessages } = from;
  const successor = await tx.account.create({
    data: {
      ...{ fullName, username, position, email, phone, zaloName, unitId, roles, mutedMessages },
      ...{ nameFolded: foldedName({ fullName, username }), createdAt: now },
      ...summaryOf(from),
      ...link,
    },
  });
  const detail = { account: username, roles: rolesInWords(roles) };
  await record(tx, { at: now, action: 'account-created', actor, unitId, detail });
  return { successor, ...(actor ? { token } : {}) };
}

/** The weekly summary goes on for whoever looks after the units now; this week's has been sent or has not. */
function summaryOf({ summaryDay, summaryDoneOn }: Account) {
  return { summaryDay, summaryDoneOn };
}

/** Nobody signs in with it any more, nothing is sent on to its person. */
async function end(tx: Tx, { id }: Account, now: Date): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { id, deactivatedAt: null },
    data: { ...closedAccount(now), summaryDay: null, version: { increment: 1 } },
  });
  if (count === 0) throw new Conflict('Tài khoản cần bàn giao vừa ngừng hoạt động.');
  await endAccess(tx, [id]);
  await tx.calendarFeed.deleteMany({ where: { accountId: id } });
  await tx.oneTimeCode.deleteMany({ where: { accountId: id } });
}

async function tell(tx: Tx, from: ManagedAccount['account'], to: Account, now: Date): Promise<void> {
  const letters = [
    { to: from, letter: leavingMessage(from, to) },
    { to, letter: comingMessage(from, to) },
  ];
  const messages = letters
    .filter(({ to: { email } }) => email !== '')
    .map(({ to: { id, fullName: name, email: address, unitId }, letter }) => ({
      ...{ kind: 'contacts' as const, to: { accountId: id, name, address }, unitId },
      ...letter,
    }));
  await enqueue(tx, messages, now);
}
