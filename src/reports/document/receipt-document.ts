import type { OfficialDocument } from '../../platform/documents/content.js';
import { issuerHead, type Issuer } from '../../document-settings/issuer.js';
import type { ReceiptPage } from '../filing/receipt-page.js';

interface Issued {
  /** Who received the report. */
  readonly issuer: Issuer;
  /** The portal's page where anyone checks the receipt. */
  readonly link: string;
  readonly submittedAt: Date;
}

/** The receipt as a document of who received the report, with a code to scan that leads to `link`. */
export function receiptDocument(
  page: ReceiptPage,
  { issuer, link, submittedAt }: Issued,
  madeAt: Date,
): OfficialDocument {
  return {
    title: `Biên nhận báo cáo năm ${page.year} lần ${page.number} - ${page.unit}`,
    draft: false,
    madeAt,
    letterhead: { ...issuerHead(issuer), date: submittedAt },
    type: 'Biên nhận',
    subject: `Báo cáo năm ${page.year} của ${page.unit}`,
    blocks: [
      {
        kind: 'table',
        widths: [0.32, 0.68],
        header: ['Nội dung', 'Chi tiết'],
        figures: 0,
        rows: [
          ['Mã biên nhận', page.code],
          ['Đơn vị báo cáo', page.unit],
          ['Nơi nhận', page.receiver],
          ['Kỳ báo cáo', `Năm ${page.year}`],
          ['Lần nộp', page.number],
          ['Nộp lúc', page.submittedAt],
          ['Người nộp', page.submittedBy],
          ['Thời hạn', page.timeliness],
          ...(page.since === '' ? [] : [['Hiện nay', page.since]]),
          ['Mã đối chiếu nội dung', page.sha256],
        ],
      },
      { kind: 'qr', link, caption: `Quét mã để tra cứu biên nhận, hoặc mở ${link}` },
      {
        kind: 'paragraph',
        text: 'Ai có mã biên nhận đều tra được: trang tra cứu chỉ cho biết đơn vị, kỳ báo cáo, lần nộp, thời điểm nộp và lần nộp ấy có còn là lần gần nhất không.',
      },
    ],
  };
}
