import { formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { parentBody } from '../../document-settings/issuer.js';
import { VERIFICATION, ownDocument, ownReceiptPdf, ownReport, verificationOf } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { timeliness } from '../deadlines.js';
import type { OpenedOwn, SubmissionRow } from '../finders.js';
import { timelinessWords } from '../status-tags.js';

export interface ReceiptPage extends Frame {
  unit: string;
  receiver: string;
  year: string;
  number: string;
  submittedAt: string;
  submittedBy: string;
  timeliness: string;
  code: string;
  sha256: string;
  verifyHref: string;
  /** Where anyone can check the code, without the scheme when the portal's own address is not set. */
  verifyAddress: string;
  overview: string;
  /** The receipt as a file. */
  pdfHref: string;
  reportDocxHref: string;
  reportPdfHref: string;
  /** To whom it went by mail; '' where that is not said. */
  mail: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/receipt': ReceiptPage;
  }
}

/** `publicUrl`: the portal's own address, "https://…", when it is set. `mail`: the line of receipt-mail.ts. */
export function receiptPage(
  open: OpenedOwn,
  submission: SubmissionRow,
  publicUrl?: string,
  mail = '',
): ReceiptPage {
  const { report } = open;
  const year = String(report.period.year);
  const base = ownReport(year);
  return {
    title: `Biên nhận báo cáo năm ${year}`,
    crumbs: reportCrumbs(year, { text: 'Biên nhận' }),
    nav: 'reports',
    unit: submission.content.unit.name,
    receiver: parentBody(report.parent),
    year,
    number: String(submission.number),
    submittedAt: formatTime(submission.submittedAt),
    submittedBy: submission.submittedByName,
    timeliness: timelinessWords(
      timeliness(
        { ...report, firstSubmittedAt: report.firstSubmittedAt ?? submission.submittedAt },
        submission.submittedAt,
      ),
    ),
    code: submission.verificationCode,
    sha256: submission.sha256,
    verifyHref: verificationOf(submission.verificationCode),
    verifyAddress: `${publicUrl ?? ''}${VERIFICATION}`,
    overview: base,
    pdfHref: ownReceiptPdf(year, submission.number),
    reportDocxHref: ownDocument(year, 'docx', submission.number),
    reportPdfHref: ownDocument(year, 'pdf', submission.number),
    mail,
  };
}
