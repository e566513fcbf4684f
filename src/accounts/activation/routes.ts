import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { parseForm, refuse, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asAnyone, done } from '../../platform/http/routing.js';
import { signIn } from '../authentication.js';
import { choiceProblems, chosenPassword } from '../chosen-password-pages.js';
import { landingPath } from '../rules.js';
import { activateAccount } from './commands.js';
import { findByLink, type AccountByLink } from './finders.js';
import { activationPage } from './pages.js';

const activationForm = z.object(chosenPassword);

/** The one-time link with which the owner of an account chooses its password. */
export function activationRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();

  router.get(
    '/kich-hoat/:token',
    asAnyone(async (req, res) => {
      const link = await findByLink(db, tokenOf(req), clock());
      page(res, 'form', activationPage(tokenOf(req), link, { values: {}, errors: [] }));
    }),
  );

  router.post(
    '/kich-hoat/:token',
    asAnyone(async (req, res) => {
      const link = await findByLink(db, tokenOf(req), clock());
      const form = parseForm(activationForm, req.body);
      if (!form.ok) return again(req, res, link, form.form);
      const problems = choiceProblems(form.data, link.account.username);
      if (problems.length > 0) return again(req, res, link, refuse({}, ...problems).form);
      const actor = await activateAccount(db, link, form.data.password, clock(), config.publicUrl);
      await signIn(req, actor);
      done(req, res, landingPath(actor), 'Đã đặt mật khẩu. Bạn đang đăng nhập.');
    }),
  );

  return router;
}

function again(req: Request, res: Response, link: AccountByLink, form: Form): void {
  page(res, 'form', activationPage(tokenOf(req), link, form), 422);
}

function tokenOf(req: Request): string {
  return String(req.params['token']);
}
