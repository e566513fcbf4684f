import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { Busy, TooManyRequests } from '../../platform/errors.js';
import { parseForm, refuse, type Form } from '../../platform/page/forms.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { localPath } from '../../platform/http/local-path.js';
import { isMarkedSignedIn, unmarkSignedIn } from '../../platform/http/signed-in-mark.js';
import { page } from '../../platform/page/render.js';
import { asAnyone, done, redirectSaved } from '../../platform/http/routing.js';
import { signOut, type Authentication } from '../authentication.js';
import { startOf } from '../finders.js';
import type { Arrivals } from '../second-factor/arrival-routes.js';
import { showSecondStep } from '../second-factor/step-routes.js';
import { waitAfter } from '../rules.js';
import { waysIn } from './ways-in.js';
import { readCarried } from './carried-forms.js';
import { signInForm } from './forms.js';
import { refusalWords, signInPage } from './pages.js';
import { welcome } from './welcome-routes.js';
import { SIGN_IN, SIGN_OUT } from '../addresses.js';

/** Signing in and out. */
export function signInRoutes(deps: AppDeps, { authenticate }: Authentication, { arrive }: Arrivals): Router {
  const { db, log } = deps;
  const router = Router();

  router.get(
    SIGN_IN,
    asAnyone(async (req, res) => {
      const next = localPath(req.query['tiep']);
      if (req.user) return res.redirect(303, next ?? (await startOf(db, req.user)));
      const message = hasEnded(req) ? ENDED : '';
      page(res, 'accounts/sign-in', signInPage({ next: next ?? '', message, ways: waysIn(req) }));
    }),
  );

  router.post(
    SIGN_IN,
    asAnyone(async (req, res) => {
      const { carried, ...posted } = req.body as Record<string, unknown>;
      // Signed in meanwhile in another tab, at another system.
      if (req.user && readCarried(carried)) return welcome(req, res, SIGN_IN);
      const form = parseForm(signInForm, posted);
      if (!form.ok) return again(req, res, { form: form.form, status: 422 });
      const actor = await authenticate(req).catch(heldBack);
      if (actor instanceof TooManyRequests || actor instanceof Busy) return held(req, res, form.data, actor);
      if ('failures' in actor) return refused(req, res, form.data, actor.failures);
      const next = localPath(form.data.tiep) ?? (await startOf(db, actor));
      const { isIn, path } = await arrive(req, actor, next);
      const { accountId, username: account } = actor;
      log.info({ requestId: req.id, accountId }, isIn ? 'signed in' : 'asked for the second factor');
      noteSecurity(req, { event: isIn ? 'sign-in' : 'password', outcome: 'done', account });
      if (isIn) return welcome(req, res, path);
      // What an expired session could not send stays in the visitor's page.
      if (readCarried(carried)) return showSecondStep(deps, req, res, actor, { next });
      redirectSaved(req, res, path);
    }),
  );

  return router.use(signOutRoutes());
}

/** Signing out, at the server too. */
function signOutRoutes(): Router {
  return Router().post(
    SIGN_OUT,
    asAnyone(async (req, res) => {
      if (!req.user) return res.redirect(303, SIGN_IN);
      const { username: account } = req.user;
      await signOut(req);
      noteSecurity(req, { event: 'sign-out', outcome: 'done', account });
      // Not "storage": what others at this browser have not saved yet waits there; client/sign-out.ts asks for the own.
      res.set('Clear-Site-Data', '"cache"');
      done(req, res, SIGN_IN, 'Bạn đã đăng xuất.');
    }),
  );
}

/** Its owner, or the time, has ended it. The mark goes with the word: it is said once. */
function hasEnded(req: Request): boolean {
  const isMarked = isMarkedSignedIn(req);
  if (isMarked) unmarkSignedIn(req);
  return isMarked;
}

const ENDED = 'Phiên đăng nhập của bạn đã kết thúc. Hãy đăng nhập lại.';

interface Refusal {
  readonly form: Form;
  readonly status: number;
  readonly isHeld?: boolean;
}

function again(req: Request, res: Response, { form, status, isHeld = false }: Refusal): void {
  const carried = readCarried((req.body as { carried?: unknown }).carried);
  const next = localPath(form.values['tiep']) ?? '';
  page(res, 'accounts/sign-in', signInPage({ form, next, carried, isHeld, ways: waysIn(req) }), status);
}

/** The same for a name that does not exist. */
function refused(req: Request, res: Response, values: Form['values'], failures: number): void {
  const { form } = refuse(values, { field: 'username', message: refusalWords(failures) });
  again(req, res, { form, status: 422, isHeld: waitAfter(failures) > 0 });
}

/** Has to wait, and hears for how long and what else there is to do; the same for a name that does not exist. */
function held(req: Request, res: Response, values: Form['values'], reason: Held): void {
  res.set('Retry-After', String(reason.retryAfter));
  const { form } = refuse(values, { field: 'username', message: reason.message });
  again(req, res, { form, status: reason.status, isHeld: reason instanceof TooManyRequests });
}

type Held = TooManyRequests | Busy;

function heldBack(error: unknown): Held {
  if (error instanceof TooManyRequests || error instanceof Busy) return error;
  throw error;
}
