import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotPossible } from '../../platform/errors.js';
import { asStale, type Outcome } from '../../platform/outcome.js';
import { record } from '../../history/commands.js';
import { newCodeToken } from '../activation/tokens.js';
import { changeAccount, tellOf } from '../administration/change-commands.js';
import type { ManagedAccount } from '../administration/finders.js';
import { endSessions } from '../commands.js';
import { findActor } from '../finders.js';
import { hashPassword, isPassword } from '../passwords.js';
import { noLink } from '../rules.js';
import type { NewCode, TypedCode } from './forms.js';
import { codeEnd, CODE_TRIES, newCode } from './rules.js';

/**
 * Makes a one-time code and answers with it; it is nowhere kept. As with a new activation link, the old password, the sessions
 * and every earlier link or code end at once: whoever asks for one may have lost them to somebody.
 */
export async function makeCode(
  db: Db,
  managed: ManagedAccount,
  { version, reason }: NewCode,
  now: Date,
): Promise<Outcome<string, true>> {
  const { admin, account } = managed;
  if (admin.accountId === account.id) throw new NotPossible(OWN);
  const code = newCode();
  const kept = { codeHash: await hashPassword(code), madeAt: now, expiresAt: codeEnd(now), tries: 0 };
  const made = db.$transaction(async (tx): Promise<Outcome<string, true>> => {
    await changeAccount(tx, managed, { version, deactivatedAt: null }, { passwordHash: null, ...noLink });
    await endSessions(tx, account.id);
    const accountId = account.id;
    await tx.oneTimeCode.upsert({ where: { accountId }, create: { accountId, ...kept }, update: kept });
    await tellOf(tx, managed, 'one-time-code-made', now, { reason });
    return { done: code };
  });
  return made.catch(asStale);
}

const OWN =
  'Bạn đang đăng nhập bằng chính tài khoản này. Hãy đổi mật khẩu ở trang Tài khoản của tôi, không cần mã một lần.';

/**
 * Uses a code up: its owner has a link until `codeEnd` at which the password is chosen; answers with its token. Undefined
 * where name or code is wrong, or the code is void, without telling by the time it takes which; each call counts as a try.
 */
export async function useCode(db: Db, { username, code }: TypedCode, now: Date): Promise<string | undefined> {
  const [found] = await db.$queryRaw<{ accountId: number; codeHash: string }[]>`
    UPDATE one_time_codes c SET tries = c.tries + 1 FROM accounts a
    WHERE a.id = c.account_id AND a.username = ${username} AND c.tries < ${CODE_TRIES} AND c.expires_at > ${now}
      AND a.deactivated_at IS NULL AND a.password_hash IS NULL AND a.activation_hash IS NULL
    RETURNING c.account_id AS "accountId", c.code_hash AS "codeHash"`;
  const isRight = await isPassword(found?.codeHash ?? null, code);
  return found && isRight ? db.$transaction((tx) => exchange(tx, found, now)) : undefined;
}

/** Of two who typed it at once, one gets in. */
async function exchange(
  tx: Tx,
  used: { accountId: number; codeHash: string },
  now: Date,
): Promise<string | undefined> {
  const { count } = await tx.oneTimeCode.deleteMany({ where: used });
  const actor = count > 0 ? await findActor(tx, used.accountId, now) : undefined;
  if (!actor) return undefined;
  const { token, hash } = newCodeToken();
  const link = await tx.account.updateMany({
    where: { id: used.accountId, passwordHash: null, activationHash: null, deactivatedAt: null },
    data: { activationHash: hash, activationExpiresAt: codeEnd(now), version: { increment: 1 } },
  });
  if (link.count === 0) return undefined;
  await record(tx, { at: now, action: 'one-time-code-used', actor, unitId: actor.unit.id });
  return token;
}
