import type { Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { systemClock } from '../../platform/clock.js';
import type { TooManyRequests } from '../../platform/errors.js';
import { originOf } from '../../platform/http/origin.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { siteAt } from './passkeys.js';
import { ownFactors } from './finders.js';
import { wrongCodeWords } from './recovery-codes.js';
import { CODE_GUESSES, GUESSING_TOLD } from './rules.js';
import { sealingKey } from './sealing.js';
import {
  tellOfGuessing,
  UNREADABLE,
  verifyCode,
  verifyPasskey,
  type Verified,
} from './verification-commands.js';

/** Why it was not taken. */
export type Refusal = TooManyRequests | { readonly message: string };

interface Typed {
  readonly code: string;
  readonly passkey: string;
}

/** Checks what somebody half-way has typed, or what their passkey answered. Throws TooManyRequests after wrong codes. */
export function verification(deps: AppDeps) {
  const byCode = codeVerification(deps);
  const byPasskey = passkeyVerification(deps);
  return async (req: Request, actor: Actor, { code, passkey }: Typed): Promise<Verified | Refusal> => {
    if (code === '' && passkey === '') return { message: 'Hãy nhập mã xác minh.' };
    const note = (outcome: 'done' | 'refused', about: string) => {
      noteSecurity(req, { event: 'second-factor', outcome, account: actor.username, about });
    };
    const way = passkey ? 'passkey' : 'code';
    const verified = await (passkey ? byPasskey(req, actor, passkey) : byCode(actor, code)).catch(
      (error: unknown) => {
        note('refused', way);
        throw error;
      },
    );
    if (verified !== undefined && verified !== UNREADABLE) {
      note('done', verified.by);
      return verified;
    }
    note('refused', way);
    if (verified === UNREADABLE) return { message: CANNOT_READ };
    return { message: passkey ? WRONG_PASSKEY : wrongCodeWords(code, await ownFactors(deps.db, actor)) };
  };
}

const WRONG_PASSKEY = 'Khóa truy cập chưa được nhận. Hãy thử lại, hoặc nhập mã.';
const CANNOT_READ =
  'Cổng không còn đọc được khóa của ứng dụng xác thực. Hãy nhập một mã khôi phục hoặc dùng khóa truy cập, rồi thiết lập lại ứng dụng; nếu không có, hãy nhờ người quản trị đặt lại.';

function passkeyVerification({ db, clock, config }: AppDeps) {
  return async (req: Request, actor: Actor, answer: string) => {
    const { challenge } = req.session.halfway ?? {};
    // Answered once, rightly or not.
    delete req.session.halfway?.challenge;
    if (challenge === undefined) return undefined;
    const site = siteAt(originOf(req, config));
    return verifyPasskey(db, actor, { site, challenge, answer }, clock());
  };
}

/** Counts guesses by account; the first refusal in a day is told to its owner. */
function codeVerification({ db, clock, config }: AppDeps) {
  const guesses = limiter(db, CODE_GUESSES);
  const told = limiter(db, GUESSING_TOLD);
  const key = sealingKey(config.sessionSecret ?? '');
  const tellOnce = async (actor: Actor) => {
    const isFirst = await told.take(String(actor.accountId)).then(
      () => true,
      () => false,
    );
    if (isFirst) await tellOfGuessing(db, actor, clock());
  };
  return async (actor: Actor, code: string) => {
    const account = String(actor.accountId);
    await guesses.take(account).catch(async (error: unknown) => {
      await tellOnce(actor);
      throw error;
    });
    const verified = await verifyCode(db, key, actor, code, { now: clock(), real: systemClock() });
    if (verified !== undefined && verified !== UNREADABLE) await guesses.reset(account);
    return verified;
  };
}
