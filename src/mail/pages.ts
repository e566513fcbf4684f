import { ui } from '../platform/components.js';
import { formatTime } from '../platform/format.js';
import type { Frame, SafeHtml } from '../platform/render.js';
import type { UnsentPage, UnsentRow } from './finders.js';

export interface UnsentMessagesPage extends Frame {
  /** Said where no mail server is set; '' otherwise. */
  warning: string;
  rows: readonly {
    subject: string;
    to: string;
    written: string;
    state: SafeHtml;
    reason: string;
    action: string;
  }[];
  pager: SafeHtml;
}

declare module '../platform/render.js' {
  interface Pages {
    'mail/index': UnsentMessagesPage;
  }
}

const LIST = '/quan-tri/thu';
const NOT_SET =
  'Cổng chưa cấu hình thư điện tử nên chưa gửi thư nào. Người cài đặt cần đặt SMTP_URL và MAIL_FROM rồi khởi động lại; thư chờ chưa quá 7 ngày sẽ tự đi. Mọi việc khác vẫn dùng được.';

/** `isSet`: whether there is a mail server. `after`: the last id of the page before. */
export function unsentMessagesPage(
  { rows, next }: UnsentPage,
  { after, isSet }: { after: number | undefined; isSet: boolean },
): UnsentMessagesPage {
  return {
    title: 'Thư chưa gửi được',
    crumbs: [{ text: 'Quản trị', href: '/quan-tri' }, { text: 'Thư chưa gửi được' }],
    nav: 'administration',
    warning: isSet ? '' : NOT_SET,
    rows: rows.map((row) => ({
      subject: row.subject,
      to: `${row.toName} <${row.toAddress}>`,
      written: formatTime(row.createdAt),
      state: row.failedAt
        ? ui.tag({ text: 'Không gửi được', tone: 'red' })
        : ui.tag({ text: 'Đang chờ', tone: 'yellow' }),
      reason: reasonOf(row, isSet),
      action: `${LIST}/${String(row.id)}/gui-lai`,
    })),
    pager: ui.pager({
      previous: after === undefined ? undefined : { href: LIST, text: 'Về trang đầu' },
      next: next === undefined ? undefined : { href: `${LIST}?sau=${String(next)}` },
    }),
  };
}

function reasonOf({ failedAt, lastError, attempts, dueAt }: UnsentRow, isSet: boolean): string {
  if (failedAt) return `${lastError}. Đã thử ${String(attempts)} lần.`;
  if (!isSet) return 'Chưa gửi được: chưa cấu hình thư.';
  if (lastError === '') return 'Chưa thử lần nào.';
  return `${lastError}. Đã thử ${String(attempts)} lần, sẽ thử lại lúc ${formatTime(dueAt)}.`;
}
