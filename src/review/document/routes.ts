import { Router, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import { documentFormats, type DocumentFormat } from '../../platform/documents/drawing.js';
import { sendDocument } from '../../platform/documents/send.js';
import { NotFound } from '../../platform/errors.js';
import { obligationTexts } from '../../guidance/finders.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { documentSettingsOf } from '../../document-settings/finders.js';
import { reportDocument, submittedContent } from '../../reports/document/report-document.js';
import { withOwnWording } from '../../document-settings/issuer.js';
import { layoutOf } from '../../document-settings/rules.js';
import { childrenThen, receivedSubmissions } from '../../reports/finders.js';
import { reviewDocument } from '../addresses.js';
import { openForReview } from '../reviewing/showing-routes.js';

/** What a unit below has filed, as a document to save: the latest, or `?lan=2` the second submission. */
export function documentRoutes(deps: AppDeps): Router {
  const router = Router();
  for (const format of documentFormats) router.get(reviewDocument(':id', format), sendReport(deps, format));
  return router;
}

function sendReport(deps: AppDeps, format: DocumentFormat): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const open = await openForReview(deps, overseer, pathNumber(req, 'id'));
    const received = await receivedSubmissions(deps.db, open);
    const asked = req.query['lan'];
    const submission = asked === undefined ? received[0] : received.find((s) => String(s.number) === asked);
    if (!submission) throw new NotFound('Báo cáo chưa có lần nộp này.');
    const obligations = await obligationTexts(deps.db, open.report.period.guidanceVersionId);
    const children = await childrenThen(deps.db, open, submission);
    const content = { ...submittedContent(submission.content, obligations), children };
    const report = { ...open.report, form: submission.form, whole: submission.whole };
    const { settings } = await documentSettingsOf(deps.db, report.unitId);
    const document = withOwnWording(reportDocument(report, content, deps.clock()), settings, true);
    await sendDocument(deps.drawing, res, document, format, layoutOf(settings));
  });
}
