import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asReviewer } from '../../platform/http/routing.js';
import { parseForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { CORRECTION_DAYS } from '../addresses.js';
import { saveCorrectionDays } from './commands.js';
import { correctionDays } from './finders.js';
import { correctionDaysForm } from './forms.js';
import { correctionDaysPage } from './pages.js';

/** /xet-duyet/han-sua: how many working days the reviewers of a unit give for a correction. */
export function correctionDaysRoutes({ db, clock }: AppDeps): Router {
  return Router()
    .get(
      CORRECTION_DAYS,
      asReviewer(async (reviewer, _req, res) => {
        const saved = await correctionDays(db, reviewer);
        page(res, 'form', correctionDaysPage(saved, { values: { days: String(saved) }, errors: [] }));
      }),
    )
    .post(
      CORRECTION_DAYS,
      asReviewer(async (reviewer, req, res) => {
        await answerForm(req, res, {
          posted: parseForm(correctionDaysForm, req.body),
          command: ({ days, version: seen }) => saveCorrectionDays(db, reviewer, { days, seen }, clock()),
          done: (_, { days }) => [CORRECTION_DAYS, `Đã lưu: hạn sửa gợi ý là ${days} ngày làm việc.`],
          again: async ({ form, status }) => {
            const saved = await correctionDays(db, reviewer);
            page(res, 'form', correctionDaysPage(saved, form, status === 409), status);
          },
        });
      }),
    );
}
