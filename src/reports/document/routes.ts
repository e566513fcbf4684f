import { Router, type Request, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import { documentFormats, type DocumentFormat } from '../../platform/documents/drawing.js';
import { sendDocument } from '../../platform/documents/send.js';
import { originOf } from '../../platform/http/origin.js';
import { NotFound } from '../../platform/errors.js';
import { asOwnReader, pathNumber } from '../../platform/http/routing.js';
import { ownDocument, ownReceiptPdf } from '../addresses.js';
import { receiptPage } from '../filing/receipt-page.js';
import { obligationTexts } from '../../guidance/finders.js';
import {
  childrenThen,
  openOwnReport,
  ownReading,
  submissionsOf,
  type OpenedOwn,
  type SubmissionRow,
} from '../finders.js';
import { isEditable, isFiled } from '../lifecycle.js';
import { lackingToSign } from '../signed-paper/rules.js';
import { documentSettingsOf } from '../../document-settings/finders.js';
import { receiptIssuer } from './finders.js';
import { receiptDocument } from './receipt-document.js';
import { ownReportContent, reportDocument, submittedContent, type ReportContent } from './report-document.js';
import { withOwnWording } from '../../document-settings/issuer.js';
import { layoutOf } from '../../document-settings/rules.js';

/** The own report and its receipts, as documents to save. `?lan=2` is the second submission. */
export function documentRoutes(deps: AppDeps): Router {
  const router = Router().get(ownReceiptPdf(':year'), sendReceipt(deps));
  for (const format of documentFormats) router.get(ownDocument(':year', format), sendReport(deps, format));
  return router;
}

function sendReport(deps: AppDeps, format: DocumentFormat): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnReport(deps.db, reader, pathNumber(req, 'year'));
    const obligations = await obligationTexts(deps.db, open.report.period.guidanceVersionId);
    const { form, whole, content } =
      req.query['lan'] === undefined
        ? await own(deps, open, obligations)
        : await filed(deps, open, numbered(await submissionsOf(deps.db, open), req), obligations);
    const document = reportDocument({ ...open.report, form, whole }, content, deps.clock());
    const { settings } = await documentSettingsOf(deps.db, open.report.unitId);
    await sendDocument(
      deps.drawing,
      res,
      withOwnWording(document, settings, true),
      format,
      layoutOf(settings),
    );
  });
}

type Obligations = ReportContent['obligations'];

async function filed({ db }: AppDeps, open: OpenedOwn, submission: SubmissionRow, obligations: Obligations) {
  const { form, whole, content } = submission;
  const children = await childrenThen(db, open, submission);
  return { form, whole, content: { ...submittedContent(content, obligations), children } };
}

function sendReceipt({ db, clock, config, drawing }: AppDeps): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
    const submissions = await submissionsOf(db, open);
    const submission = numbered(submissions, req);
    const latest = submissions[0]?.number ?? submission.number;
    const origin = originOf(req, config);
    const page = receiptPage(open, { submission, latest, origin });
    const issuer = await receiptIssuer(db, open);
    const link = `${origin}${page.verifyHref}`;
    const document = receiptDocument(page, { issuer, link, submittedAt: submission.submittedAt }, clock());
    await sendDocument(drawing, res, document, 'pdf');
  });
}

async function own({ db }: AppDeps, opened: OpenedOwn, obligations: Obligations) {
  const { open, draft } = await ownReading(db, opened);
  const { form, status } = open.report;
  const [latest] = isFiled(status) ? await submissionsOf(db, opened) : [];
  const children = latest ? await childrenThen(db, opened, latest) : draft.children;
  const toSign = isEditable(status) && lackingToSign(draft).length === 0;
  const content = { ...ownReportContent(open, draft, obligations), children, toSign };
  return { form, whole: draft.whole, content };
}

/** The submission that the address names, else the latest; NotFound where there is none. */
function numbered(submissions: readonly SubmissionRow[], req: Request): SubmissionRow {
  const asked = req.query['lan'];
  const found = asked === undefined ? submissions[0] : submissions.find((s) => String(s.number) === asked);
  if (!found) throw new NotFound('Báo cáo chưa có lần nộp này.');
  return found;
}
