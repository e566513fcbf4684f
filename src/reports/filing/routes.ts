import { Router, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Filer } from '../../platform/actor.js';
import { parseForm, refuse, type Form } from '../../platform/forms.js';
import { BadRequest, NotFound } from '../../platform/errors.js';
import { page } from '../../platform/render.js';
import { asFiler, asOwnReader, done, pathNumber } from '../../platform/routing.js';
import { recallReport, submitReport } from '../commands.js';
import { openOwnReport, ownDraft, submissionsOf, type Opened } from '../finders.js';
import { parseFiling, recallForm } from './forms.js';
import { checkPage, filingErrors } from './pages.js';
import { receiptPage } from './receipt-page.js';

/** Checking, filing and recalling the own report, and its receipt. */
export function filingRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();

  router.get(
    '/bao-cao/:year/kiem-tra',
    asOwnReader(async (reader, req, res) => {
      const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
      page(res, 'reports/check', checkPage(open, await ownDraft(db, open), clock()));
    }),
  );

  router.post(
    '/bao-cao/:year/kiem-tra',
    asFiler(async (filer, req, res) => {
      const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
      const filing = parseFiling(open.report.form, req.body);
      if (!filing.ok) return refused(res, open, filing.form);
      const result = await submitReport(db, open, filing.data, clock());
      const receipt = `/bao-cao/${String(open.report.period.year)}/bien-nhan`;
      if (result.submitted) return done(req, res, receipt, 'Đã nộp báo cáo. Đây là biên nhận của đơn vị.');
      await refused(res, open, refuse(req.body as Form['values'], ...filingErrors(result.problems)).form);
    }),
  );

  router.post(
    '/bao-cao/:year/thu-hoi',
    asFiler(async (filer, req, res) => {
      const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
      const form = parseForm(recallForm, req.body);
      if (!form.ok) throw new BadRequest(form.form.errors.map((error) => error.message).join(' '));
      await recallReport(db, open, form.data.version, clock());
      done(
        req,
        res,
        `/bao-cao/${String(open.report.period.year)}`,
        'Đã thu hồi báo cáo. Sửa xong, hãy nộp lại trước hạn.',
      );
    }),
  );

  router.get(
    '/bao-cao/:year/bien-nhan',
    asOwnReader(async (reader, req, res) => {
      const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
      const submissions = await submissionsOf(db, open);
      const asked = req.query['lan'];
      const submission =
        asked === undefined ? submissions[0] : submissions.find((s) => String(s.number) === asked);
      if (!submission) throw new NotFound('Báo cáo chưa có lần nộp này, nên chưa có biên nhận.');
      page(res, 'reports/receipt', receiptPage(open, submission, config.publicUrl));
    }),
  );

  async function refused(res: Response, open: Opened<Filer>, form: Form) {
    page(res, 'reports/check', checkPage(open, await ownDraft(db, open), clock(), form), 422);
  }

  return router;
}
