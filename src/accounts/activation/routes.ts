import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { parseForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { asAnyone } from '../../platform/http/routing.js';
import { choiceProblems, chosenPassword } from '../chosen-password-pages.js';
import { startOf } from '../finders.js';
import type { Arrivals } from '../second-factor/arrival-routes.js';
import { activateAccount } from './commands.js';
import { findByLink } from './finders.js';
import { activationPage, endedLinkPage } from './pages.js';
import { ACTIVATION } from '../addresses.js';
import { waysIn } from '../sign-in/ways-in.js';

const activationForm = z.object(chosenPassword);

/** The one-time link with which the owner of an account chooses its password. */
export function activationRoutes({ db, clock }: AppDeps, { arrive }: Arrivals): Router {
  const router = Router();

  router.get(
    `${ACTIVATION}/:token`,
    asAnyone(async (req, res) => {
      const link = await findByLink(db, tokenOf(req), clock());
      if (!link) return ended(req, res);
      page(res, 'form', activationPage(tokenOf(req), link, { values: {}, errors: [] }));
    }),
  );

  router.post(
    `${ACTIVATION}/:token`,
    asAnyone(async (req, res) => {
      const link = await findByLink(db, tokenOf(req), clock());
      if (!link) return ended(req, res);
      await answerForm(req, res, {
        posted: parseForm(activationForm, req.body),
        command: async (chosen) => {
          const problems = await choiceProblems(chosen, { ...link.account, unitName: link.unitName });
          if (problems.length > 0) return { problems };
          return { done: await activateAccount(db, link, chosen.password, clock()) };
        },
        done: async (actor) => {
          noteSecurity(req, { event: 'password-set', outcome: 'done', account: actor.username });
          const { isIn, path } = await arrive(req, actor, await startOf(db, actor));
          return [path, isIn ? 'Đã đặt mật khẩu. Bạn đang đăng nhập.' : 'Đã đặt mật khẩu.'];
        },
        again: ({ form, status }) => page(res, 'form', activationPage(tokenOf(req), link, form), status),
      });
    }),
  );

  return router;
}

function ended(req: Request, res: Response): void {
  page(res, 'accounts/told', endedLinkPage(waysIn(req)), 404);
}

function tokenOf(req: Request): string {
  return String(req.params['token']);
}
