import { Router, type Request } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, pathNumber } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { lineField, parseForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { findManagedAccount } from '../administration/finders.js';
import { accountAddress, factorResetAddress } from '../addresses.js';
import { resetFactor } from './reset-commands.js';
import { factorResetPage } from './reset-pages.js';

const resetForm = z.object({ reason: lineField('Lý do', 300) });

/** Whoever manages an account takes its second factor off it, for somebody who has lost theirs. */
export function factorResetRoutes({ db, clock }: AppDeps): Router {
  const opened = (admin: Admin, req: Request) => findManagedAccount(db, admin, pathNumber(req, 'id'));
  return Router()
    .get(
      factorResetAddress(':id'),
      asAdmin(async (admin, req, res) => {
        page(res, 'confirm', factorResetPage(await opened(admin, req), { values: {}, errors: [] }));
      }),
    )
    .post(
      factorResetAddress(':id'),
      asAdmin(async (admin, req, res) => {
        const managed = await opened(admin, req);
        const { id, username, fullName } = managed.account;
        await answerForm(req, res, {
          posted: parseForm(resetForm, req.body),
          command: async ({ reason }) => ({ done: await resetFactor(db, managed, reason, clock()) }),
          done: () => {
            const account = admin.username;
            noteSecurity(req, { event: 'second-factor-reset', outcome: 'done', account, about: username });
            return [accountAddress(id), `Đã đặt lại bước xác minh thứ hai của ${fullName}.`];
          },
          again: ({ form, status }) => page(res, 'confirm', factorResetPage(managed, form), status),
        });
      }),
    );
}
