import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { parseForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { FACTOR_RULE } from '../addresses.js';
import { asRuleAdmin, countLacking, findRequirement, reachOf } from './finders.js';
import { saveRequirement } from './requirement-commands.js';
import { requirementForm } from './requirement-forms.js';
import { requirementPage, requirementQuestion, requirementValues, savedWords } from './requirement-pages.js';
import { isTooEarly } from './rules.js';

/** Who must have a second factor: the administrator of the root says so. */
export function requirementRoutes({ db, clock }: AppDeps): Router {
  const show = async (res: Response, form?: Form, status = 200) => {
    const [saved, lacking] = await Promise.all([findRequirement(db), countLacking(db)]);
    const shown = form ?? { values: requirementValues(saved), errors: [] };
    page(res, 'form', requirementPage({ saved, lacking }, shown, status === 409), status);
  };
  return Router()
    .get(
      FACTOR_RULE,
      asAdmin((admin, _req, res) => {
        asRuleAdmin(admin);
        return show(res);
      }),
    )
    .post(
      FACTOR_RULE,
      asAdmin(async (admin, req: Request, res) => {
        const ruling = asRuleAdmin(admin);
        await answerForm(req, res, {
          posted: parseForm(requirementForm, req.body),
          asks: async (wanted) => {
            const saved = await findRequirement(db);
            // Refused by the command: there is nothing to ask.
            const isRefused = saved.version !== wanted.version || isTooEarly(wanted.startsOn, saved, clock());
            if (isRefused) return undefined;
            return requirementQuestion(wanted, saved, await reachOf(db, wanted), clock());
          },
          command: (wanted) => saveRequirement(db, ruling, wanted, clock()),
          done: (_, wanted) => {
            const account = admin.username;
            noteSecurity(req, { event: 'second-factor-required', outcome: 'done', account });
            return [FACTOR_RULE, savedWords(wanted)];
          },
          again: ({ form, status }) => show(res, form, status),
        });
      }),
    );
}
