import { formatDay, formatTime } from '../../platform/text/format.js';
import { ui } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { parentBody } from '../../document-settings/issuer.js';
import { VERIFICATION, ownDocument, ownReceiptPdf, ownReport, verificationOf } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { timeliness } from '../deadlines.js';
import type { OpenedOwn, SubmissionRow } from '../finders.js';
import { isRecalled, sinceWords, type ReportStatus } from '../lifecycle.js';
import { timelinessWords } from '../status-tags.js';

export interface ReceiptPage extends Frame {
  unit: string;
  receiver: string;
  /** Who gives the receipt. */
  issuer: string;
  year: string;
  number: string;
  submittedAt: string;
  submittedBy: string;
  timeliness: string;
  timelinessTag: SafeHtml;
  /** What is confirmed, and whether it was in time. */
  sentence: string;
  /** What has become of the submission since; '' while it is the latest. */
  since: string;
  /** "Đã nhận". */
  stamp: string;
  submittedOn: string;
  code: string;
  sha256: string;
  sha256Html: SafeHtml;
  verifyHref: string;
  /** Where anyone can check the code, in full: for paper. */
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

interface ReceiptParts {
  readonly submission: SubmissionRow;
  /** The number of the report's latest submission. */
  readonly latest: number;
  /** The portal's own address, "https://…". */
  readonly origin: string;
  /** The line of receipt-mail.ts. */
  readonly mail?: string;
}

export function receiptPage(
  open: OpenedOwn,
  { submission, latest, origin, mail = '' }: ReceiptParts,
): ReceiptPage {
  const { report } = open;
  const year = String(report.period.year);
  const { unit } = submission.content;
  const receiver = parentBody(report.parent);
  const firstSubmittedAt = report.firstSubmittedAt ?? submission.submittedAt;
  const time = timeliness({ ...report, firstSubmittedAt }, submission.submittedAt);
  const words = timelinessWords(time);
  return {
    title: `Biên nhận báo cáo năm ${year}`,
    crumbs: reportCrumbs(year, { text: 'Biên nhận' }),
    nav: 'reports',
    unit: unit.name,
    receiver,
    year,
    number: String(submission.number),
    submittedAt: formatTime(submission.submittedAt),
    submittedOn: formatDay(submission.submittedAt),
    ...standing(given(open, unit.name, words.toLowerCase()), submission.number, latest, report.status),
    submittedBy: submission.submittedByName,
    timeliness: words,
    timelinessTag: ui.tag({ text: words, tone: time === 'on-time' ? 'green' : 'yellow' }),
    code: submission.verificationCode,
    sha256: submission.sha256,
    sha256Html: `<p class="code">${submission.sha256}</p>`,
    verifyHref: verificationOf(submission.verificationCode),
    verifyAddress: `${origin}${VERIFICATION}`,
    overview: ownReport(year),
    pdfHref: ownReceiptPdf(year, submission.number),
    reportDocxHref: ownDocument(year, 'docx', submission.number),
    reportPdfHref: ownDocument(year, 'pdf', submission.number),
    mail,
  };
}

/** A receipt stays true, and says what has become of its submission since. */
function standing(told: ReturnType<typeof given>, number: number, latest: number, status: ReportStatus) {
  const since = sinceWords(number, latest, status);
  // The day is that of the submission, and nobody keeps here when it was recalled.
  if (isRecalled(number, latest, status))
    return { ...told, since, stamp: 'Đã thu hồi', submittedOn: '', sentence: since };
  return { ...told, since, sentence: `${told.sentence} ${since}`.trim() };
}

/** Who confirms what: the report of the root is received outside the portal, and nothing here knows whether it was. */
function given({ report: { parent } }: OpenedOwn, unit: string, inTime: string) {
  const receiver = parentBody(parent);
  if (parent)
    return {
      issuer: receiver,
      stamp: 'Đã nhận',
      sentence: `${receiver} đã nhận báo cáo của ${unit}, ${inTime}.`,
    };
  return {
    issuer: unit,
    stamp: 'Đã nộp',
    sentence: `Báo cáo của ${unit} đã nộp trên cổng, ${inTime}. Cổng không gửi báo cáo đi: đơn vị tự gửi văn bản đã ký đến ${receiver}.`,
  };
}
