import { promisify } from 'node:util';
import type { Request } from 'express';
import type {} from 'express-session';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { formatDay } from '../../platform/text/format.js';
import { OWN_FACTOR, secondStepAddress } from '../addresses.js';
import { signIn, type Greet } from '../authentication.js';
import { findActor } from '../finders.js';
import { findStanding, type Standing } from './finders.js';
import { HALFWAY, mustNow } from './rules.js';

/** Whose password or link was right, and who still owes the second factor. It grants nothing: nobody is signed in. */
interface Halfway {
  readonly accountId: number;
  /** Of the account then: what was shown holds only as long as the account is the same. */
  readonly version: number;
  /** In ms since 1970 */
  readonly until: number;
  /** What a passkey has to answer, once. */
  challenge?: string;
}

declare module 'express-session' {
  interface SessionData {
    halfway?: Halfway;
    /** Has to set a second factor up before anything else, and where to go then. */
    enrolment?: { readonly next: string };
  }
}

/** Whether the person is signed in, and where to go: `next`, or to what has to be done before. */
export interface Arrival {
  readonly isIn: boolean;
  readonly path: string;
}
type Arrive = (req: Request, actor: Actor, next: string) => Promise<Arrival>;

/** How everybody comes in, by whatever they showed first: a password, a link, another sign-on. */
export interface Arrivals {
  /** Signs in who has no second factor; who has one is asked for it. */
  readonly arrive: Arrive;
  /** Signs in who has shown it. */
  readonly enter: Arrive;
}

export function arrivals({ db, clock }: Pick<AppDeps, 'db' | 'clock'>, greet: Greet): Arrivals {
  const enterAs = async (req: Request, actor: Actor, next: string, { isSet, mustFrom }: Standing) => {
    await signIn(req, actor, greet);
    if (isSet || mustFrom === null) return { isIn: true, path: next };
    if (mustNow(mustFrom, clock())) {
      req.session.enrolment = { next };
      return { isIn: true, path: OWN_FACTOR };
    }
    req.session.warning = {
      text: `Từ ngày ${formatDay(mustFrom)}, tài khoản của bạn phải có bước xác minh thứ hai.`,
      ...{ link: 'Thiết lập ngay', href: OWN_FACTOR },
    };
    return { isIn: true, path: next };
  };
  return {
    arrive: async (req, actor, next) => {
      const standing = await findStanding(db, actor);
      if (!standing.isSet) return enterAs(req, actor, next, standing);
      await promisify((done: (error: unknown) => void) => req.session.regenerate(done))();
      const until = clock().getTime() + HALFWAY;
      req.session.halfway = { accountId: actor.accountId, version: standing.version, until };
      return { isIn: false, path: secondStepAddress(next) };
    },
    enter: async (req, actor, next) => enterAs(req, actor, next, await findStanding(db, actor)),
  };
}

/** Who is half-way in this browser; undefined where nobody is, it was too long ago, or the account has changed since. */
export async function halfwayActor(db: AppDeps['db'], req: Request, now: Date): Promise<Actor | undefined> {
  const { halfway } = req.session;
  if (!halfway || halfway.until <= now.getTime()) return undefined;
  const actor = await findActor(db, halfway.accountId, now);
  return actor && (await findStanding(db, actor)).version === halfway.version ? actor : undefined;
}
