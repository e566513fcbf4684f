import type { Actor } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { Conflict } from '../platform/errors.js';
import type { Outcome } from '../platform/outcome.js';
import { record } from '../history/commands.js';
import { messageKinds, type MessageKind } from '../mail/names.js';
import { hashPassword, isPassword } from './passwords.js';
import { noLink } from './rules.js';

/** Signs an account out everywhere, but for the session `except`. */
export async function endSessions(tx: Tx, accountId: number, except = ''): Promise<void> {
  await tx.session.deleteMany({ where: { accountId, id: { not: except } } });
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

const WRONG_PASSWORD = { field: 'currentPassword', message: 'Mật khẩu hiện tại không đúng.' };

/** Changes the own e-mail address; '' takes it away. */
export async function changeEmail(db: Db, actor: Actor, email: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ email: string }[]>`
      SELECT email FROM accounts WHERE id = ${actor.accountId} FOR UPDATE`;
    if (!before || before.email === email) return;
    await tx.account.update({
      where: { id: actor.accountId },
      data: { email, version: { increment: 1 } },
    });
    const detail = { changes: `${before.email || '–'} → ${email || '–'}` };
    await record(tx, { at: now, action: 'email-changed', actor, unitId: actor.unit.id, detail });
  });
}

/** Chooses which kinds of messages the own account does not get. Conflict where it has changed since `version`. */
export async function chooseMessages(
  db: Db,
  actor: Actor,
  { muted, version }: { muted: readonly MessageKind[]; version: number },
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: { id: actor.accountId, version },
      data: { mutedMessages: [...muted], version: { increment: 1 } },
    });
    if (count === 0)
      throw new Conflict('Tài khoản vừa được thay đổi ở nơi khác. Hãy xem lại lựa chọn rồi lưu lại.');
    const detail = { muted: muted.map((kind) => messageKinds[kind]).join('; ') || 'không có' };
    await record(tx, { at: now, action: 'messages-chosen', actor, unitId: actor.unit.id, detail });
  });
}

/** Switches keys of one letter on or off for this person, wherever they sign in. */
export async function chooseSingleKeys(db: Db, { accountId: id }: Actor, singleKeys: boolean): Promise<void> {
  await db.account.update({ where: { id }, data: { singleKeys } });
}
