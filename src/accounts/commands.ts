import type { Actor } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { Conflict } from '../platform/errors.js';
import type { Outcome } from '../platform/outcome.js';
import { record } from '../history/commands.js';
import { enqueue } from '../mail/commands.js';
import { messageKinds, type MessageKind } from '../mail/names.js';
import { removeDevicesOf } from '../push/commands.js';
import type { Account } from '../platform/prisma/client.js';
import { addressLeftMessage } from './email-message.js';
import { hashPassword, isPassword } from './passwords.js';
import { noLink } from './rules.js';
import { summaryDoneOn, weekStart, type SummaryDay } from './summary-days.js';

/** Signs an account out everywhere, but for the session `except`; how many sessions there were. */
export async function endSessions(tx: Tx, accountId: number, except = ''): Promise<number> {
  return (await tx.session.deleteMany({ where: { accountId, id: { not: except } } })).count;
}

/** Lets nobody go on with accounts that have ended: signed out everywhere, and told nothing on their devices. */
export async function endAccess(tx: Tx, accountIds: readonly number[]): Promise<void> {
  await tx.session.deleteMany({ where: { accountId: { in: [...accountIds] } } });
  await removeDevicesOf(tx, accountIds);
}

/** Changes the own password, where `current` is the one now. Other sessions of the account end. */
export async function changePassword(
  db: Db,
  actor: Actor,
  { current, chosen, sessionId }: { current: string; chosen: string; sessionId: string },
  now: Date,
): Promise<Outcome> {
  const account = await db.account.findUniqueOrThrow({ where: { id: actor.accountId } });
  if (!(await isPassword(account.passwordHash, current))) return { problems: [WRONG_PASSWORD] };
  const passwordHash = await hashPassword(chosen);
  await db.$transaction(async (tx) => {
    await tx.account.update({
      where: { id: actor.accountId },
      data: { passwordHash, ...noLink, version: { increment: 1 } },
    });
    await endSessions(tx, actor.accountId, sessionId);
    await record(tx, { at: now, action: 'password-changed', actor, unitId: actor.unit.id });
  });
  return { done: true };
}

export const WRONG_PASSWORD = { field: 'currentPassword', message: 'Mật khẩu hiện tại không đúng.' };

/** Tells the address that `account` had until now that it has left it. `by`: who changed it, '' for its own person. */
export async function tellLeftAddress(
  tx: Tx,
  account: Pick<Account, 'id' | 'fullName' | 'username' | 'email' | 'unitId'>,
  by: string,
  now: Date,
): Promise<void> {
  if (account.email === '') return;
  const to = { accountId: account.id, name: account.fullName, address: account.email };
  const message = addressLeftMessage(account, by);
  await enqueue(tx, [{ kind: 'security', to, unitId: account.unitId, ...message }], now);
}

/** Changes how the own person is reached by telephone and in Zalo; '' takes it away. */
export async function changePhone(
  db: Db,
  actor: Actor,
  chosen: { readonly phone: string; readonly zaloName: string },
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ phone: string; zaloName: string }[]>`
      SELECT phone, zalo_name AS "zaloName" FROM accounts WHERE id = ${actor.accountId} FOR UPDATE`;
    if (!before || (before.phone === chosen.phone && before.zaloName === chosen.zaloName)) return;
    await tx.account.update({
      where: { id: actor.accountId },
      data: { ...chosen, version: { increment: 1 } },
    });
    await record(tx, { at: now, action: 'phone-changed', actor, unitId: actor.unit.id });
  });
}

/** What a person chooses about mail. `summaryDay` null: no weekly summary; undefined: as it was. */
interface MailChoice {
  readonly muted: readonly MessageKind[];
  readonly summaryDay?: SummaryDay | null | undefined;
  readonly version: number;
}

/** Chooses which kinds of messages the own account does not get, and when its summary comes. Conflict where it has changed since `version`. */
export async function chooseMessages(
  db: Db,
  actor: Actor,
  { muted, summaryDay, version }: MailChoice,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const weekly = await weeklySummary(tx, actor, summaryDay, now);
    const { count } = await tx.account.updateMany({
      where: { id: actor.accountId, version },
      data: { mutedMessages: [...muted], ...weekly, version: { increment: 1 } },
    });
    if (count === 0)
      throw new Conflict('Tài khoản vừa được thay đổi ở nơi khác. Hãy xem lại lựa chọn rồi lưu lại.');
    const detail = { muted: muted.map((kind) => messageKinds[kind]).join('; ') || 'không có' };
    await record(tx, { at: now, action: 'messages-chosen', actor, unitId: actor.unit.id, detail });
  });
}

/** Another day brings no second summary in a week that has had one. */
async function weeklySummary(
  tx: Tx,
  { accountId }: Actor,
  day: SummaryDay | null | undefined,
  now: Date,
): Promise<{ summaryDay?: SummaryDay | null; summaryDoneOn?: Date | null }> {
  const select = { summaryDay: true, summaryDoneOn: true };
  const before = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select });
  if (day === undefined || day === before.summaryDay) return {};
  const last = before.summaryDoneOn;
  const isDone = last !== null && last >= weekStart(now);
  return { summaryDay: day, summaryDoneOn: isDone ? last : day && summaryDoneOn(day, now) };
}

/** Ends the weekly summary of an account, whoever asks: the link that its letters carry is enough. */
export async function leaveSummary(db: Db, accountId: number): Promise<void> {
  await db.account.updateMany({
    where: { id: accountId, summaryDay: { not: null } },
    data: { summaryDay: null, version: { increment: 1 } },
  });
}

/** Switches keys of one letter on or off for this person, wherever they sign in. */
export async function chooseSingleKeys(db: Db, { accountId: id }: Actor, singleKeys: boolean): Promise<void> {
  await db.account.update({ where: { id }, data: { singleKeys } });
}
