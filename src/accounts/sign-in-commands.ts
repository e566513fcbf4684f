import type { Actor } from '../platform/actor.js';
import { TooManyRequests } from '../platform/errors.js';
import { limiter, tooManyTries } from '../platform/http/rate-limit.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { digest } from '../platform/text/digest.js';
import { record } from '../history/commands.js';
import { failedTimes, FAILURES_TOLD, isTold, SIGN_IN_FORGOTTEN, SIGN_IN_WAITS } from './rules.js';

/** Who tries to sign in: a name as it is kept, and where from: an address, or a browser that is known. */
export interface Attempt {
  readonly name: string;
  readonly origin: string;
}

/**
 * Counts an attempt before it is made, as if it failed, and answers with how many there were; TooManyRequests where the
 * wait after the last one is not over. One statement, so that attempts at once do not get by it.
 */
export async function countAttempt(db: Db, { name, origin }: Attempt, now: Date): Promise<number> {
  const forgotten = new Date(now.getTime() + SIGN_IN_FORGOTTEN);
  const [key, from] = [digest(name), digest(origin)];
  const [counted] = await db.$queryRaw<{ failures: number }[]>`
    INSERT INTO sign_in_waits AS w (name, origin, failures, open_at, forgotten_at)
    VALUES (${key}, ${from}, 1, ${now}, ${forgotten})
    ON CONFLICT (name, origin) DO UPDATE SET
      failures = w.failures + 1, forgotten_at = excluded.forgotten_at,
      open_at = ${now}::timestamptz + make_interval(secs =>
        (${[...SIGN_IN_WAITS]}::int[])[least(w.failures + 1, ${SIGN_IN_WAITS.length}::int)])
    WHERE w.open_at <= ${now}
    RETURNING failures`;
  if (counted) return counted.failures;
  const waiting = await db.signInWait.findUnique({ where: { name_origin: { name: key, origin: from } } });
  const wait = ((waiting?.openAt ?? now).getTime() - now.getTime()) / 1000;
  throw tooManyTries(wait, waiting ? failedTimes(waiting.failures) : undefined);
}

/** Takes an attempt back that was counted and then not made. */
export async function takeBackAttempt(db: Db, { name, origin }: Attempt, now: Date): Promise<void> {
  await db.signInWait.updateMany({
    where: { name: digest(name), origin: digest(origin) },
    data: { failures: { decrement: 1 }, openAt: now },
  });
}

/** Forgets the failures of a name at one origin, after a success there. */
export async function forgetAttempt(db: Db, { name, origin }: Attempt): Promise<void> {
  await db.signInWait.deleteMany({ where: { name: digest(name), origin: digest(origin) } });
}

/** Forgets them wherever they were made. */
export async function forgetAttemptsAt(tx: Tx, name: string): Promise<void> {
  await tx.signInWait.deleteMany({ where: { name: digest(name) } });
}

/** Notes in the account and in the history that somebody signed in with it. */
export async function noteSignIn(db: Db, actor: Actor, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.account.update({ where: { id: actor.accountId }, data: { signedInAt: now } });
    await record(tx, { at: now, action: 'signed-in', actor, unitId: actor.unit.id });
  });
}

/** Tells the history of a wrong password; of a flood of them only now and then, so that no stranger makes it grow. */
export async function noteFailure(
  db: Db,
  account: { readonly id: number; readonly username: string; readonly unitId: number },
  { address, failures }: { address: string; failures: number },
  now: Date,
): Promise<void> {
  if (!isTold(failures)) return;
  try {
    await limiter(db, FAILURES_TOLD).take(String(account.id));
  } catch (error) {
    if (error instanceof TooManyRequests) return;
    throw error;
  }
  const detail = { account: account.username, address, failures };
  await db.$transaction((tx) =>
    record(tx, { at: now, action: 'sign-in-failed', actor: null, unitId: account.unitId, detail }),
  );
}
