import { Router, type Request, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import { documentFormats, sendDocument, type DocumentFormat } from '../../platform/documents/send.js';
import { NotFound } from '../../platform/errors.js';
import { asOwnReader, pathNumber } from '../../platform/routing.js';
import { receiptPage } from '../filing/receipt-page.js';
import { openOwnReport, ownReading, submissionsOf, type OpenedOwn, type SubmissionRow } from '../finders.js';
import { isFiled } from '../lifecycle.js';
import { draftAnswers } from '../rules.js';
import { documentSettingsOf } from './finders.js';
import { receiptDocument } from './receipt.js';
import { reportDocument, submittedContent, type ReportContent } from './report-document.js';
import { layoutOf, worded } from './settings.js';

/** The own report and its receipts, as documents to save. `?lan=2` is the second submission. */
export function documentRoutes(deps: AppDeps): Router {
  const router = Router().get('/bao-cao/:year/bien-nhan.pdf', sendReceipt(deps));
  for (const format of documentFormats)
    router.get(`/bao-cao/:year/van-ban/bao-cao.${format}`, sendReport(deps, format));
  return router;
}

function sendReport(deps: AppDeps, format: DocumentFormat): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnReport(deps.db, reader, pathNumber(req, 'year'));
    const { form, content } =
      req.query['lan'] === undefined
        ? await draftContent(deps, open)
        : filed(numbered(await submissionsOf(deps.db, open), req));
    const document = reportDocument({ ...open.report, form }, content, deps.clock());
    const { settings } = await documentSettingsOf(deps.db, open.report.unitId);
    await sendDocument(res, worded(document, settings, true), format, layoutOf(settings));
  });
}

function filed({ form, content }: SubmissionRow) {
  return { form, content: submittedContent(content) };
}

function sendReceipt({ db, clock, config }: AppDeps): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
    const submission = numbered(await submissionsOf(db, open), req);
    const origin = config.publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`;
    const page = receiptPage(open, submission, origin);
    await sendDocument(res, receiptDocument(page, `${origin}${page.verifyHref}`, clock()), 'pdf');
  });
}

/** What the unit has now: what it filed, while that stands. */
async function draftContent({ db }: AppDeps, opened: OpenedOwn) {
  const { open, draft } = await ownReading(db, opened);
  const content: ReportContent = {
    unit: open.report.unitName,
    sections: draftAnswers(draft).sections,
    files: draft.attachments,
    nilReason: draft.nilReason,
    draft: !isFiled(open.report.status),
  };
  return { form: open.report.form, content };
}

/** The submission that the address names, else the latest; NotFound where there is none. */
function numbered(submissions: readonly SubmissionRow[], req: Request): SubmissionRow {
  const asked = req.query['lan'];
  const found = asked === undefined ? submissions[0] : submissions.find((s) => String(s.number) === asked);
  if (!found) throw new NotFound('Báo cáo chưa có lần nộp này.');
  return found;
}
