import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { numberField, optionalText, parseForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asFiler, pathNumber } from '../../platform/http/routing.js';
import { ownNil, ownReport } from '../addresses.js';
import { openOwnReport } from '../finders.js';
import { declareNil } from './commands.js';
import { nilPage } from './pages.js';

const nilForm = z.object({
  version: numberField('Số phiên bản của báo cáo'),
  reason: optionalText('Lý do không phát sinh', 2000),
});
const ADDRESS = ownNil(':year');

/** A unit with nothing to report says so once, and why, where the form allows it. */
export function nilRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    ADDRESS,
    asFiler(async (filer, req, res) => {
      const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
      if (!open.report.form.nil) throw new NotFound('Biểu mẫu của kỳ này không có báo cáo không phát sinh.');
      page(res, 'form', nilPage(open, { values: { reason: open.report.nilReason }, errors: [] }));
    }),
  );

  router.post(
    ADDRESS,
    asFiler(async (filer, req, res) => {
      const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
      await answerForm(req, res, {
        posted: parseForm(nilForm, req.body),
        command: async (said) => ({ done: await declareNil(db, open, said, clock()) }),
        done: (_, { reason }) => [ownReport(open.report.period.year), reason === '' ? ALL : NIL],
        again: ({ form, status }) => page(res, 'form', nilPage(open, form), status),
      });
    }),
  );

  return router;
}

const ALL = 'Đơn vị báo cáo đủ các phần.';
const NIL = 'Đã khai báo cáo không phát sinh. Báo cáo chưa được nộp: hãy lập nốt các phần còn lại rồi nộp.';
