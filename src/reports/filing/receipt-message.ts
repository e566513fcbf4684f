import { formatTime } from '../../platform/format.js';
import { escapeHtml } from '../../platform/templates.js';
import { cleanLine } from '../../platform/text.js';
import { timeliness, type Timed } from '../deadlines.js';
import { receiverName, timelinessWords } from '../words.js';

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

/** What the receipt page says, as a message. `publicUrl`: the portal's own address; without it there are no links. */
export function receiptMessage(report: Filed, receipt: Receipt, publicUrl?: string) {
  const year = String(report.period.year);
  const subject = cleanLine(
    `Biên nhận báo cáo năm ${year} – ${report.unitName} (lần ${String(receipt.number)})`,
  );
  const rows = facts(report, receipt);
  const links = publicUrl === undefined ? [] : linksOf(publicUrl, year, receipt);
  return { subject, text: plain(subject, rows, links), html: markup(subject, rows, links) };
}

const GREETING = 'Cổng Nêu gương đã nhận báo cáo của đơn vị. Đây là biên nhận.';
const CLOSING =
  'Ai có mã xác thực đều có thể kiểm tra tại trang Xác thực của cổng; trang ấy chỉ cho biết đơn vị, kỳ báo cáo, lần nộp và thời điểm nộp.';
const FOOTER = 'Thư do hệ thống tự gửi, xin không trả lời thư này.';

type Rows = readonly (readonly [key: string, value: string])[];
type Links = readonly { readonly text: string; readonly href: string }[];

function facts(report: Filed, receipt: Receipt): Rows {
  const firstSubmittedAt = report.firstSubmittedAt ?? receipt.submittedAt;
  return [
    ['Mã xác thực', receipt.verificationCode],
    ['Đơn vị báo cáo', cleanLine(report.unitName)],
    ['Nơi nhận', cleanLine(receiverName(report))],
    ['Kỳ báo cáo', `Năm ${String(report.period.year)}`],
    ['Lần nộp', String(receipt.number)],
    ['Nộp lúc', formatTime(receipt.submittedAt)],
    ['Người nộp', cleanLine(receipt.submittedByName)],
    ['Thời hạn', timelinessWords(timeliness({ ...report, firstSubmittedAt }, receipt.submittedAt))],
    ['Dấu vân tay SHA-256', receipt.sha256],
  ];
}

function linksOf(publicUrl: string, year: string, { number, verificationCode }: Receipt): Links {
  return [
    {
      text: 'Biên nhận trên cổng (cần đăng nhập)',
      href: `${publicUrl}/bao-cao/${year}/bien-nhan?lan=${String(number)}`,
    },
    { text: 'Xác thực biên nhận', href: `${publicUrl}/xac-thuc?ma=${verificationCode}` },
  ];
}

function plain(subject: string, rows: Rows, links: Links): string {
  const lines = rows.map(([key, value]) => `${key}: ${value}`);
  const addresses = links.map(({ text, href }) => `${text}:\n${href}\n`);
  return [subject, '', GREETING, '', ...lines, '', ...addresses, CLOSING, '', FOOTER, ''].join('\n');
}

function markup(subject: string, rows: Rows, links: Links): string {
  const cells = rows.map(
    ([key, value]) =>
      `<tr><th scope="row" align="left">${escapeHtml(key)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const anchors = links.map(
    ({ text, href }) => `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`,
  );
  return [
    `<!DOCTYPE html>`,
    `<html lang="vi"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>`,
    `<h1>${escapeHtml(subject)}</h1>`,
    `<p>${GREETING}</p>`,
    `<table cellpadding="4">${cells.join('')}</table>`,
    ...anchors,
    `<p>${CLOSING}</p>`,
    `<p>${FOOTER}</p>`,
    `</body></html>`,
  ].join('\n');
}
