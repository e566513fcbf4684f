import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { SignOnSettings } from '../../config.js';
import type { Actor } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { addressKey } from '../../platform/http/address-key.js';
import { localPath } from '../../platform/http/local-path.js';
import { originOf } from '../../platform/http/origin.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { asAnyone, redirectSaved } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { page } from '../../platform/page/render.js';
import { SIGN_ON, SIGN_ON_BACK } from '../addresses.js';
import { startOf } from '../finders.js';
import { SIGN_ON_BY_ADDRESS } from '../rules.js';
import type { Arrivals } from '../second-factor/arrival-routes.js';
import { signInPage } from '../sign-in/pages.js';
import { waysIn } from '../sign-in/ways-in.js';
import { begunIn, type Begun } from './begun-routes.js';
import { findByIdentity } from './finders.js';
import { NotProven, openProvider, Silent, type Provider } from './provider.js';
import { identityOf, notProven, several, silence, unknown } from './rules.js';

/** Signing in at another system (docs/decisions/0072): there, and back. Where none is set, the addresses are nowhere. */
export function signOnRoutes(deps: AppDeps, arriving: Arrivals): Router {
  const { signOn, sessionSecret } = deps.config;
  if (!signOn || sessionSecret === undefined)
    return Router().get(SIGN_ON, asAnyone(nowhere)).get(SIGN_ON_BACK, asAnyone(nowhere));
  const provider = openProvider(signOn);
  const { secure } = deps.config;
  const on = { ...deps, signOn, provider, begun: begunIn({ secret: sessionSecret, secure }) };
  return Router().use(departureRoutes(on), returnRoutes(on, arriving));
}

function nowhere(): void {
  throw new NotFound('Cổng này chỉ đăng nhập bằng mật khẩu.');
}

interface On extends AppDeps {
  readonly signOn: SignOnSettings;
  readonly provider: Provider;
  /** What the browser keeps meanwhile. */
  readonly begun: ReturnType<typeof begunIn>;
}

function departureRoutes({ db, clock, config, log, signOn, provider, begun: kept }: On): Router {
  return Router().get(
    SIGN_ON,
    asAnyone(async (req, res) => {
      const next = localPath(req.query['tiep']);
      if (req.user) return res.redirect(303, next ?? (await startOf(db, req.user)));
      const begun = await provider.begin(originOf(req, config) + SIGN_ON_BACK).catch(asSilent);
      if (begun instanceof Silent) {
        log.error({ requestId: req.id, reason: begun.message }, 'sign-on does not answer');
        return refuse(req, res, 503, silence(signOn.name), next);
      }
      kept.keep(req, { ...begun.proof, next: fitting(next) }, clock());
      res.redirect(302, begun.href);
    }),
  );
}

/** An address too long for a cookie is none that the portal made. */
function fitting(next: string | undefined): string {
  return next !== undefined && next.length <= 1000 ? next : '';
}

function returnRoutes(on: On, { arrive }: Arrivals): Router {
  const { db, clock, log, signOn } = on;
  const addresses = limiter(db, SIGN_ON_BY_ADDRESS);
  return Router().get(
    SIGN_ON_BACK,
    asAnyone(async (req, res) => {
      const begun = on.begun.take(req, clock());
      if (!begun) return refuse(req, res, 403, notProven(signOn.name));
      const address = addressKey(req.ip);
      await addresses.take(address);
      const met = await meet(req, on, begun);
      if ('problem' in met) {
        noteSecurity(req, { event: 'sign-in', outcome: 'refused', account: met.who, about: signOn.name });
        log.warn({ requestId: req.id, reason: met.reason }, 'sign-on refused');
        return refuse(req, res, met.status, met.problem, begun.next);
      }
      await addresses.giveBack(address);
      const { accountId, username: account } = met.actor;
      const next = localPath(begun.next) ?? (await startOf(db, met.actor));
      const { isIn, path } = await arrive(req, met.actor, next);
      log.info({ requestId: req.id, accountId }, isIn ? 'signed in' : 'asked for the second factor');
      noteSecurity(req, {
        event: isIn ? 'sign-in' : 'sign-on',
        outcome: 'done',
        account,
        about: signOn.name,
      });
      redirectSaved(req, res, path);
    }),
  );
}

/** Who came back; or why nobody is signed in by it, in words, and for the log. */
type Met =
  | { readonly actor: Actor }
  | { readonly problem: string; readonly status: 403 | 503; readonly reason: string; readonly who?: string };

async function meet(req: Request, { db, clock, config, signOn, provider }: On, begun: Begun): Promise<Met> {
  const { name } = signOn;
  const url = new URL(req.originalUrl, originOf(req, config));
  const claims = await provider.finish(url, begun).catch(asSilent).catch(asNotProven);
  if (claims instanceof Silent) return { problem: silence(name), status: 503, reason: claims.message };
  if (claims instanceof NotProven) return { problem: notProven(name), status: 403, reason: claims.message };
  const identity = identityOf(claims, signOn);
  if ('problem' in identity) return { ...identity, status: 403, reason: 'no verified claim' };
  const who = 'email' in identity ? identity.email : identity.username;
  const [actor, other] = await findByIdentity(db, identity, clock());
  if (!actor) return { problem: unknown(who), status: 403, reason: 'no account', who };
  return other ? { problem: several(who), status: 403, reason: 'several accounts', who } : { actor };
}

function asSilent(error: unknown): Silent {
  if (error instanceof Silent) return error;
  throw error;
}

function asNotProven(error: unknown): NotProven {
  if (error instanceof NotProven) return error;
  throw error;
}

/** The sign-in page, where the password still does. */
function refuse(req: Request, res: Response, status: number, message: string, next = ''): void {
  page(res, 'accounts/sign-in', signInPage({ message, next, ways: waysIn(req) }), status);
}
