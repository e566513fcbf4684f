import { formatTime } from '../../platform/text/format.js';
import { parentBody } from '../../document-settings/issuer.js';
import { letter } from '../../mail/letter.js';
import { ownReceipt, verificationOf } from '../addresses.js';
import { timeliness, type Timed } from '../deadlines.js';
import { timelinessWords } from '../status-tags.js';

/** The report as it was before this submission or after: only its first submission counts for being in time. */
interface Filed extends Timed {
  readonly unitName: string;
  readonly parent: { readonly name: string } | null;
  readonly period: { readonly year: number };
}

interface Receipt {
  readonly number: number;
  readonly submittedAt: Date;
  readonly submittedByName: string;
  readonly verificationCode: string;
  readonly sha256: string;
}

/** What the receipt page says, as a message. */
export function receiptMessage(report: Filed, receipt: Receipt) {
  const year = String(report.period.year);
  const { number, verificationCode } = receipt;
  return letter({
    subject: `Biên nhận báo cáo năm ${year} – ${report.unitName} (lần ${number})`,
    before: ['Cổng Nêu gương đã nhận báo cáo của đơn vị. Đây là biên nhận.'],
    facts: facts(report, receipt),
    links: [
      {
        text: 'Biên nhận trên cổng (cần đăng nhập)',
        path: ownReceipt(year, number),
      },
      { text: 'Tra cứu biên nhận', path: verificationOf(verificationCode) },
    ],
    after: [CLOSING],
  });
}

const CLOSING =
  'Ai có mã biên nhận đều tra được tại trang Tra cứu biên nhận của cổng; trang ấy chỉ cho biết đơn vị, kỳ báo cáo, lần nộp, thời điểm nộp và lần nộp ấy có còn là lần gần nhất không.';

function facts(report: Filed, receipt: Receipt): (readonly [key: string, value: string])[] {
  const firstSubmittedAt = report.firstSubmittedAt ?? receipt.submittedAt;
  return [
    ['Mã biên nhận', receipt.verificationCode],
    ['Đơn vị báo cáo', report.unitName],
    ['Nơi nhận', parentBody(report.parent)],
    ['Kỳ báo cáo', `Năm ${report.period.year}`],
    ['Lần nộp', String(receipt.number)],
    ['Nộp lúc', formatTime(receipt.submittedAt)],
    ['Người nộp', receipt.submittedByName],
    ['Thời hạn', timelinessWords(timeliness({ ...report, firstSubmittedAt }, receipt.submittedAt))],
    ['Mã đối chiếu nội dung', receipt.sha256],
  ];
}
