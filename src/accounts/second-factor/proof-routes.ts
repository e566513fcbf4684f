import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { systemClock } from '../../platform/clock.js';
import { limiter } from '../../platform/http/rate-limit.js';
import type { FieldError } from '../../platform/page/forms.js';
import { ownFactors, type OwnFactors } from './finders.js';
import { wrongCodeWords } from './recovery-codes.js';
import { sealingKey } from './sealing.js';
import { isProven } from './verification-commands.js';

/** As often as one may fail to change the own password, and counted with it. */
const PROOFS = { name: 'own-password', attempts: 5, seconds: 900 };

/** Asks whoever is signed in to show it anew; what is wrong, empty where nothing is. Throws TooManyRequests. */
export function proving({ db, clock, config }: AppDeps) {
  const attempts = limiter(db, PROOFS);
  const key = sealingKey(config.sessionSecret ?? '');
  return async (actor: Actor, typed: string): Promise<FieldError[]> => {
    const account = String(actor.accountId);
    // Nothing typed is no guess.
    if (typed !== '') await attempts.take(account);
    const isRight = await isProven(db, key, actor, typed, { now: clock(), real: systemClock() });
    if (!isRight) return [wrong(typed, await ownFactors(db, actor))];
    await attempts.reset(account);
    return [];
  };
}

/** By what the form asked for: who has no password is asked for a code. */
function wrong(typed: string, factors: OwnFactors): FieldError {
  const field = 'currentPassword';
  const { hasPassword } = factors;
  if (typed === '')
    return { field, message: `Hãy nhập ${hasPassword ? 'mật khẩu hiện tại của bạn' : 'mã xác minh'}.` };
  const message = hasPassword
    ? 'Mật khẩu không đúng. Hãy nhập mật khẩu hiện tại của bạn.'
    : wrongCodeWords(typed, factors);
  return { field, message };
}
