import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { parseForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { FACTOR_RULE } from '../addresses.js';
import { asRuleAdmin, countLacking, findRequirement } from './finders.js';
import { saveRequirement } from './requirement-commands.js';
import { requirementForm } from './requirement-forms.js';
import { requirementPage, requirementValues } from './requirement-pages.js';

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
          command: (wanted) => saveRequirement(db, ruling, wanted, clock()),
          done: () => {
            const account = admin.username;
            noteSecurity(req, { event: 'second-factor-required', outcome: 'done', account });
            return [FACTOR_RULE, 'Đã lưu ai phải có bước xác minh thứ hai.'];
          },
          again: ({ form, status }) => show(res, form, status),
        });
      }),
    );
}
