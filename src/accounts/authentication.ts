import { promisify } from 'node:util';
import type { Request, RequestHandler } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { AppDeps } from '../deps.js';
import type { Actor } from '../platform/actor.js';
import { Busy, TooManyRequests } from '../platform/errors.js';
import { addressKey, plainAddress } from '../platform/http/address-key.js';
import { noteSecurity } from '../platform/http/security-log.js';
import { actorBySession } from '../platform/http/session.js';
import { signedCookie } from '../platform/http/signed-cookies.js';
import { markSignedIn, unmarkSignedIn } from '../platform/http/signed-in-mark.js';
import type { Greeting } from '../platform/page/chrome.js';
import { limiter } from '../platform/http/rate-limit.js';
import { Queue } from '../platform/jobs/queue.js';
import { browserName } from '../push/rules.js';
import { findByName, findByPassword } from './finders.js';
import { browserIn, withBrowser, type KnownAccount } from './known-browsers.js';
import { BROWSER_KNOWN_FOR, PASSWORD_CHECKS, SIGN_IN_BY_ADDRESS, usernameKey } from './rules.js';
import { countAttempt, forgetAttempt, noteFailure, takeBackAttempt } from './sign-in-commands.js';

export interface Authentication {
  /** Sets `req.user` from the session; stands after it. */
  readonly session: RequestHandler;
  /**
   * Checks `username` and `password` of the body. Throws TooManyRequests while one has to wait after repeated failures, for
   * names that do not exist just the same, and Busy where too many try at once.
   */
  readonly authenticate: (req: Request) => Promise<Actor | Failed>;
}

/** They are wrong: the how manieth time at this place. */
interface Failed {
  readonly failures: number;
}

/** Sign-in with passport: the local strategy behind the counts of who tries, and the actor of each request. */
export function authentication(deps: AppDeps): Authentication {
  const { db, clock } = deps;
  const passport = new Passport();
  passport.use(
    new Strategy((username, password, done) => {
      findByPassword(db, username, password, clock()).then((actor) => done(null, actor ?? false), done);
    }),
  );
  passport.serializeUser((actor, done) => done(null, actor.accountId));
  passport.deserializeUser((req: Request, accountId: number, done: Deserialized) => {
    const actor = actorBySession(req);
    done(null, actor?.accountId === accountId ? actor : false);
  });
  const byPassword = (req: Request) =>
    new Promise<Actor | undefined>((resolve, reject) => {
      const settle = (error: Error | null, actor?: Actor | false) =>
        error ? reject(error) : resolve(actor || undefined);
      // Without a response: the strategy only answers through `settle`.
      (passport.authenticate('local', { session: false }, settle) as AskStrategy)(req, undefined, reject);
    });
  return { session: passport.session() as RequestHandler, authenticate: counting(deps, byPassword) };
}

type Deserialized = (error: unknown, actor: Actor | false) => void;
type Check = (req: Request) => Promise<Actor | undefined>;

/**
 * Counts who tries by name and place together, so that nobody keeps the owner of a name out from elsewhere; a browser that
 * signed in before is a place of its own (docs/decisions/0071).
 */
function counting({ db, clock, config, log }: AppDeps, check: Check): Authentication['authenticate'] {
  const secret = config.sessionSecret ?? '';
  const cookie = signedCookie('quen', { secret, secure: config.secure }, BROWSER_KNOWN_FOR);
  const addresses = limiter(db, SIGN_IN_BY_ADDRESS);
  const inTurn = takingTurns(check);
  const remember = (req: Request, account: KnownAccount) =>
    cookie.write(req, withBrowser(cookie.read(req), account, secret));
  return async (req) => {
    const name = usernameKey(String((req.body as { username?: unknown }).username));
    const address = addressKey(req.ip);
    const account = await findByName(db, name);
    const browser = account ? browserIn(cookie.read(req), account, secret) : undefined;
    const attempt = { name, origin: browser ? `browser ${browser}` : address };
    const giveBack = async () => browser || (await addresses.giveBack(address));
    const failures = await counted(req, name, async () => {
      if (!browser) await addresses.take(address);
      return countAttempt(db, attempt, clock());
    });
    const actor = await inTurn(req, attempt.origin, browser !== undefined).catch(async (error: unknown) => {
      // It was not looked at.
      await Promise.all([takeBackAttempt(db, attempt, clock()), giveBack()]);
      throw error;
    });
    if (actor && account) {
      await Promise.all([forgetAttempt(db, attempt), giveBack()]);
      remember(req, account);
    } else {
      noteSecurity(req, { event: 'sign-in', outcome: 'refused', account: name });
      // Not waited for: a name that exists is answered no later than one that does not.
      if (account)
        noteFailure(db, account, { address, failures }, clock()).catch((error: unknown) => {
          log.error({ err: error, requestId: req.id }, 'a failed sign-in was not recorded');
        });
    }
    return actor ?? { failures };
  };
}

/** Tells whoever watches of each attempt that is held back. */
async function counted(req: Request, account: string, count: () => Promise<number>): Promise<number> {
  try {
    return await count();
  } catch (error) {
    if (error instanceof TooManyRequests)
      noteSecurity(req, { event: 'sign-in-held', outcome: 'refused', account });
    throw error;
  }
}

/**
 * Few passwords are checked at once, and each place has its turn: checking costs a core 20 ms and 19 MB, which must not be
 * taken from those who work. Known browsers stand in a line of their own.
 */
function takingTurns(check: Check) {
  const [known, others] = [new Queue(PASSWORD_CHECKS), new Queue(PASSWORD_CHECKS)];
  return (req: Request, key: string, isKnown: boolean) =>
    (isKnown ? known : others)
      .run({ key }, () => check(req))
      .catch((error: unknown) => {
        if (!(error instanceof Busy || error instanceof TooManyRequests)) throw error;
        throw new Busy('Có quá nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau ít giây.', 5);
      });
}

type AskStrategy = (req: Request, res: undefined, next: (error: unknown) => void) => void;

/** What an account is told at its first sign-in; null at any other. */
export type Greet = (actor: Actor) => Promise<Greeting | null>;

/** Begins the session of an account under a new id. */
export async function signIn(req: Request, actor: Actor, greet: Greet): Promise<void> {
  await promisify((done: (error: unknown) => void) => req.logIn(actor, done))();
  req.session.from = { address: plainAddress(req.ip).slice(0, 60), device: deviceOf(req) };
  const greeting = await greet(actor);
  if (greeting) req.session.greeting = greeting;
  // Made now: two pages that open at once would each make a token of their own, and one of them would not be good.
  req.csrfToken?.();
  markSignedIn(req);
}

/** What the browser says of itself, in words; '' where that tells nothing. What else would know it again is not kept. */
function deviceOf(req: Request): string {
  const device = browserName(req.get('user-agent') ?? '');
  return device === browserName('') ? '' : device;
}

/** Ends it; what is left is a new session of nobody. */
export function signOut(req: Request): Promise<void> {
  unmarkSignedIn(req);
  return promisify((done: (error: unknown) => void) => req.logOut(done))();
}
