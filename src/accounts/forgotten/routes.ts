import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { asTooMany } from '../../platform/errors.js';
import { addressKey } from '../../platform/http/address-key.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { asAnyone } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { lineField, parseForm, refuse, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { FORGOTTEN, FORGOTTEN_ASKED } from '../addresses.js';
import { usernameKey } from '../rules.js';
import { waysIn } from '../sign-in/ways-in.js';
import { askForLink } from './commands.js';
import { askedPage, forgottenPage, noMailPage } from './pages.js';
import { ASKED_BY_ADDRESS, ASKED_BY_NAME } from './rules.js';

const forgottenForm = z.object({ username: lineField('Tên đăng nhập', 60).transform(usernameKey) });

/**
 * Forgotten passwords. Whatever name is typed, the answer and the time it takes are the same: who it is, and whether a letter
 * goes, is looked up after the answer (./job.ts).
 */
export function forgottenRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const [addresses, names] = [limiter(db, ASKED_BY_ADDRESS), limiter(db, ASKED_BY_NAME)];
  const show = (req: Request, res: Response, form: Form, status = 200) => {
    const ways = waysIn(req);
    if (ways.isMailSet) page(res, 'form', forgottenPage(form), status);
    else page(res, 'accounts/told', noMailPage(ways));
  };
  const ask = async (req: Request, username: string) => {
    await addresses.take(addressKey(req.ip));
    noteSecurity(req, { event: 'password-forgotten', outcome: 'done', account: username });
    // Asked often enough: nothing more follows, and nobody is told.
    if (await names.take(username).then(() => true, isTooMany)) await askForLink(db, username, clock());
  };

  router.get(
    FORGOTTEN,
    asAnyone((req, res) => show(req, res, NOTHING)),
  );

  router.post(
    FORGOTTEN,
    asAnyone(async (req, res) => {
      const form = parseForm(forgottenForm, req.body);
      if (!waysIn(req).isMailSet || !form.ok) return show(req, res, form.ok ? NOTHING : form.form, 422);
      const held = await ask(req, form.data.username).catch(asTooMany);
      if (!held) return res.redirect(303, FORGOTTEN_ASKED);
      res.set('Retry-After', String(held.retryAfter));
      show(req, res, refuse(form.data, { field: 'username', message: held.message }).form, held.status);
    }),
  );

  router.get(
    FORGOTTEN_ASKED,
    asAnyone((_req, res) => page(res, 'accounts/told', askedPage())),
  );

  return router;
}

const NOTHING: Form = { values: {}, errors: [] };

function isTooMany(error: unknown): false {
  asTooMany(error);
  return false;
}
