import { promisify } from 'node:util';
import type { Request, RequestHandler } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { AppDeps } from '../deps.js';
import type { Actor } from '../platform/actor.js';
import { markSignedIn, unmarkSignedIn } from '../platform/http/signed-in-mark.js';
import type { Greeting } from '../platform/page/chrome.js';
import { limiter } from '../platform/http/rate-limit.js';
import { browserName } from '../push/rules.js';
import { findActor, findByPassword } from './finders.js';
import { SIGN_IN_BY_ADDRESS, SIGN_IN_BY_NAME, usernameKey } from './rules.js';

export interface Authentication {
  /** Sets `req.user` from the session; stands after it. */
  readonly session: RequestHandler;
  /**
   * Checks `username` and `password` of the body. Undefined where they are wrong; throws TooManyRequests after
   * repeated failures, for names that do not exist just the same.
   */
  readonly authenticate: (req: Request) => Promise<Actor | undefined>;
}

/** Sign-in with passport: the local strategy behind two counters, and the actor of each request. */
export function authentication({ db, clock }: AppDeps): Authentication {
  const passport = new Passport();
  const names = limiter(db, SIGN_IN_BY_NAME);
  const addresses = limiter(db, SIGN_IN_BY_ADDRESS);
  passport.use(
    new Strategy((username, password, done) => {
      findByPassword(db, username, password, clock()).then((actor) => done(null, actor ?? false), done);
    }),
  );
  passport.serializeUser((actor, done) => done(null, actor.accountId));
  passport.deserializeUser((accountId: number, done) => {
    findActor(db, accountId, clock()).then((actor) => done(null, actor ?? false), done);
  });
  const byPassword = (req: Request) =>
    new Promise<Actor | undefined>((resolve, reject) => {
      const settle = (error: Error | null, actor?: Actor | false) =>
        error ? reject(error) : resolve(actor || undefined);
      // Without a response: the strategy only answers through `settle`.
      (passport.authenticate('local', { session: false }, settle) as AskStrategy)(req, undefined, reject);
    });

  return {
    session: passport.session() as RequestHandler,
    authenticate: async (req) => {
      const name = usernameKey(String((req.body as { username?: unknown }).username));
      const address = req.ip ?? '';
      await addresses.take(address);
      await names.take(name);
      const actor = await byPassword(req);
      if (actor) await Promise.all([names.reset(name), addresses.giveBack(address)]);
      return actor;
    },
  };
}

type AskStrategy = (req: Request, res: undefined, next: (error: unknown) => void) => void;

/** What an account is told at its first sign-in; null at any other. */
export type Greet = (actor: Actor) => Promise<Greeting | null>;

/** Begins the session of an account under a new id. */
export async function signIn(req: Request, actor: Actor, greet: Greet): Promise<void> {
  await promisify((done: (error: unknown) => void) => req.logIn(actor, done))();
  req.session.from = { address: (req.ip ?? '').slice(0, 60), device: deviceOf(req) };
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
