import type { Actor } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { isPassword } from '../passwords.js';
import { passkeysOf } from './finders.js';
import { stepOfCode } from './one-time-codes.js';
import { answeringPasskey, type Site } from './passkeys.js';
import { digitsOf, findTyped, isAppCode, isRecoveryCode } from './recovery-codes.js';
import { unseal } from './sealing.js';
import { tell, writeTo } from './telling-commands.js';

/** `by` is what was shown; `codesLeft` where it was one of the recovery codes. `UNREADABLE`: the app's secret cannot be read here. */
export type Verified = { readonly by: 'app' | 'passkey' | 'recovery-code'; readonly codesLeft?: number };
export const UNREADABLE = 'unreadable';

/** By whose clock a telephone counts: that of the machine, whatever `now` the portal has been given. */
export interface Moment {
  readonly now: Date;
  readonly real: Date;
}

/** Takes a code of the app, or a recovery code; each is good once. Undefined where it is neither, or was used before. */
export async function verifyCode(
  db: Db,
  key: Buffer,
  actor: Actor,
  typed: string,
  moment: Moment,
): Promise<Verified | typeof UNREADABLE | undefined> {
  const digits = digitsOf(typed);
  if (isAppCode(digits)) return verifyAppCode(db, key, actor, digits, moment.real);
  return isRecoveryCode(digits) ? useRecoveryCode(db, actor, digits, moment.now) : undefined;
}

async function verifyAppCode(db: Db, key: Buffer, { accountId }: Actor, code: string, at: Date) {
  const app = await db.authenticatorApp.findUnique({ where: { accountId } });
  if (!app) return undefined;
  const secret = unseal(key, accountId, app.secret);
  if (!secret) return UNREADABLE;
  const step = stepOfCode(secret, code, at);
  if (step === undefined) return undefined;
  // Of two who send the same code at once, one changes the row.
  const { count } = await db.authenticatorApp.updateMany({
    where: { accountId, secret: app.secret, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1 ? ({ by: 'app' } as const) : undefined;
}

async function useRecoveryCode(db: Db, actor: Actor, digits: string, now: Date) {
  const { accountId } = actor;
  const kept = await db.recoveryCode.findMany({ where: { accountId, usedAt: null } });
  const code = await findTyped(kept, digits);
  if (!code) return undefined;
  return db.$transaction(async (tx) => {
    const { count } = await tx.recoveryCode.updateMany({
      where: { id: code.id, usedAt: null },
      data: { usedAt: now },
    });
    if (count === 0) return undefined;
    const codesLeft = await tx.recoveryCode.count({ where: { accountId, usedAt: null } });
    const what = `còn ${codesLeft} mã`;
    const sentence = `Tài khoản trên Cổng Nêu gương vừa được đăng nhập bằng một mã khôi phục; ${what}.`;
    await tell(tx, actor, { action: 'recovery-code-used', what, sentence }, now);
    return { by: 'recovery-code', codesLeft } as const;
  });
}

/** Takes a passkey's answer to `challenge`; undefined where it is no answer to that by a passkey of this account. */
export async function verifyPasskey(
  db: Db,
  actor: Actor,
  { site, challenge, answer }: { site: Site; challenge: string; answer: string },
  now: Date,
): Promise<Verified | undefined> {
  const found = await answeringPasskey(site, challenge, answer, await passkeysOf(db, actor));
  if (!found) return undefined;
  const { id, counter } = found.passkey;
  const { count } = await db.passkey.updateMany({
    where: { id, counter },
    data: { counter: found.counter, lastUsedAt: now },
  });
  return count === 1 ? { by: 'passkey' } : undefined;
}

/**
 * Whether what was typed shows anew who sits there: the password, or a code. An account that has neither, since its people come by
 * another sign-on, has nothing to be asked for.
 */
export async function isProven(
  db: Db,
  key: Buffer,
  actor: Actor,
  typed: string,
  moment: Moment,
): Promise<boolean> {
  const { passwordHash, secondFactorAt } = await db.account.findUniqueOrThrow({
    where: { id: actor.accountId },
  });
  if (passwordHash === null && secondFactorAt === null) return true;
  if (await isPassword(passwordHash, typed)) return true;
  const verified = await verifyCode(db, key, actor, typed, moment);
  return verified !== undefined && verified !== UNREADABLE;
}

/** Tells the account's owner that somebody who has the password guesses at the codes. */
export async function tellOfGuessing(db: Db, { accountId }: Actor, now: Date): Promise<void> {
  await db.$transaction((tx) => writeTo(tx, accountId, GUESSING, now));
}

const GUESSING =
  'Có người đã nhập đúng mật khẩu của tài khoản trên Cổng Nêu gương nhưng nhập sai mã xác minh nhiều lần. Nếu đó là bạn, hãy đợi ít phút rồi thử lại.';
