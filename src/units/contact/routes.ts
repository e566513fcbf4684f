import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin } from '../../platform/http/routing.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { parseForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { HELP_CONTACT } from '../addresses.js';
import { ownUnit } from '../finders.js';
import { saveHelpContact } from './commands.js';
import { helpContactForm } from './forms.js';
import { helpContactPage, helpContactValues } from './pages.js';

/** Whom people ask for help: said by each unit's administrator for the units below it, at the root for everybody. */
export function contactRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const saved = async (admin: Admin) => helpContactValues(await ownUnit(db, admin));

  router.get(
    HELP_CONTACT,
    asAdmin(async (admin, _req, res) => {
      page(res, 'form', helpContactPage(admin, { values: await saved(admin), errors: [] }));
    }),
  );

  router.post(
    HELP_CONTACT,
    asAdmin(async (admin, req, res) => {
      await answerForm(req, res, {
        posted: parseForm(helpContactForm, req.body),
        command: (edit) => saveHelpContact(db, admin, edit, clock()),
        done: () => [ADMINISTRATION, 'Đã lưu liên hệ hỗ trợ.'],
        again: async ({ form, status, stale }) =>
          page(res, 'form', helpContactPage(admin, form, stale ? await saved(admin) : undefined), status),
      });
    }),
  );

  return router;
}
