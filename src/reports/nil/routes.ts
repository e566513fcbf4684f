import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { numberField, optionalText, parseForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asFiler, done, pathNumber } from '../../platform/http/routing.js';
import { openOwnReport } from '../finders.js';
import { sayNil } from './commands.js';
import { nilPage } from './pages.js';

const nilForm = z.object({
  version: numberField('Số phiên bản của báo cáo'),
  reason: optionalText('Lý do không phát sinh', 2000),
});
const ADDRESS = '/bao-cao/:year/khong-phat-sinh';

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
      const form = parseForm(nilForm, req.body);
      if (!form.ok) return page(res, 'form', nilPage(open, form.form), 422);
      await sayNil(db, open, form.data, clock());
      const notice =
        form.data.reason === ''
          ? 'Đơn vị báo cáo đủ các phần.'
          : 'Đã khai báo cáo không phát sinh. Báo cáo chưa được nộp: hãy lập nốt các phần còn lại rồi nộp.';
      done(req, res, `/bao-cao/${open.report.period.year}`, notice);
    }),
  );

  return router;
}
