import { ui } from '../platform/page/components.js';
import { formatTime } from '../platform/text/format.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import { confirmPage, type ConfirmPage } from '../platform/page/confirm-page.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import type { Hold, MessageList, MessageRow, ReadMessage } from './finders.js';
import { messagesAddress, states, type MessageQuery, type MessageState } from './forms.js';
import { messageKinds } from './names.js';
import { deliveryOf, isSecret, type Delivery } from './rules.js';
import { MESSAGES, messageAddress, RELEASE } from './addresses.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';

export interface MessagePage extends Frame {
  warning: string;
  facts: SafeHtml;
  /** As plain text; '' where its words were emptied. */
  words: string;
  action: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'mail/message': MessagePage;
  }
}

const HOME = { text: 'Quản trị', href: ADMINISTRATION };
const NAV = 'administration' as const;
const NOT_SET =
  'Cổng chưa cấu hình thư điện tử nên chưa gửi thư nào. Người cài đặt cần đặt SMTP_URL và MAIL_FROM rồi khởi động lại; thư chờ chưa quá 7 ngày sẽ tự đi. Mọi việc khác vẫn dùng được.';

interface MailState {
  /** Whether there is a mail server. */
  readonly isSet: boolean;
  readonly hold: Hold | undefined;
}

export function messagesPage(
  { rows, next }: MessageList,
  query: MessageQuery,
  { isSet, hold }: MailState,
): ListPage {
  const isFiltered = messagesAddress(query) !== MESSAGES;
  return listPage({
    title: 'Thư điện tử',
    crumbs: [HOME, { text: 'Thư điện tử' }],
    nav: NAV,
    warning: hold ? heldWords(hold) : isSet ? '' : NOT_SET,
    button: hold ? { text: 'Cho gửi thư trở lại', href: RELEASE } : null,
    filter: {
      action: MESSAGES,
      label: 'Lọc thư',
      controls: controls(query),
      clear: isFiltered ? MESSAGES : '',
    },
    table: ui.table({
      caption: 'Các thư, mới nhất trước',
      rows,
      columns: [
        ['Thư', (row) => ({ text: row.subject, href: messageAddress(row.id) })],
        ['Gửi đến', recipient],
        ['Viết lúc', (row) => formatTime(row.createdAt)],
        ['Trạng thái', (row) => ({ html: stateTag(row) })],
        ['Diễn biến', (row) => reasonOf(row, isSet)],
        ['Việc làm', (row) => ({ html: againButton(row) || '–' })],
      ],
      empty: isFiltered
        ? 'Không có thư nào khớp với bộ lọc.'
        : 'Không có thư nào đang chờ hoặc không gửi được.',
    }),
    pager: ui.pager({
      previous:
        query.after === undefined ? undefined : { href: messagesAddress(query), text: 'Về trang đầu' },
      next: next === undefined ? undefined : { href: messagesAddress(query, next) },
    }),
  });
}

function heldWords({ since }: Hold): string {
  return `Cổng đang giữ mọi thư lại, vì dữ liệu được phục hồi từ bản sao lưu lúc ${formatTime(since)}: thư đang chờ có thể đã gửi trước đó.`;
}

export function releasePage(hold: Hold): ConfirmPage {
  return confirmPage({
    title: 'Cho gửi thư trở lại?',
    crumbs: [HOME, { text: 'Thư điện tử', href: MESSAGES }, { text: 'Gửi trở lại' }],
    nav: NAV,
    follows: [
      heldWords(hold),
      `${hold.waiting} thư đang chờ sẽ được gửi; thư đã chờ quá 7 ngày thì không. Người nhận có thể nhận hai lần cùng một thư.`,
    ],
    action: RELEASE,
    version: '',
    submit: 'Cho gửi thư trở lại',
    back: { text: 'Chưa gửi', href: MESSAGES },
  });
}

function recipient({ toName, toAddress }: MessageRow): string {
  return `${toName} <${toAddress}>`;
}

function againButton(row: MessageRow): SafeHtml {
  const action = actionOf(row);
  const hidden = `${row.subject}, ${recipient(row)}`;
  return (
    action && ui.buttonForm({ action, button: ui.button({ text: 'Gửi lại', hidden, kind: 'secondary' }) })
  );
}

export function messagePage(message: ReadMessage, isSet: boolean): MessagePage {
  const { subject, unit, createdAt, attempts } = message;
  return {
    title: subject,
    crumbs: [HOME, { text: 'Thư điện tử', href: MESSAGES }, { text: subject }],
    nav: NAV,
    warning: isSet ? '' : NOT_SET,
    facts: ui.summaryList([
      { key: 'Gửi đến', value: recipient(message) },
      { key: 'Đơn vị', value: unit?.name ?? '–' },
      { key: 'Loại thư', value: kindWords(message.kind) },
      { key: 'Viết lúc', value: formatTime(createdAt) },
      { key: 'Trạng thái', html: stateTag(message) },
      { key: 'Diễn biến', value: reasonOf(message, isSet) },
      { key: 'Số lần thử', value: attempts },
    ]),
    words: isSecret(message.kind) ? '' : message.text,
    action: actionOf(message),
  };
}

const TAGS: Record<Delivery, { text: string; tone: 'green' | 'red' | 'yellow' }> = {
  sent: { text: 'Đã gửi', tone: 'green' },
  failed: { text: 'Không gửi được', tone: 'red' },
  waiting: { text: 'Đang chờ', tone: 'yellow' },
};

function stateTag(message: MessageRow): SafeHtml {
  return ui.tag(TAGS[deliveryOf(message)]);
}

function actionOf(message: MessageRow): string {
  return message.sentAt ? '' : `${messageAddress(message.id)}/gui-lai`;
}

function reasonOf(row: MessageRow, isSet: boolean): string {
  const { sentAt, failedAt, lastError, attempts, dueAt, bounced } = row;
  if (sentAt) return `Máy chủ thư đã nhận lúc ${formatTime(sentAt)}.`;
  if (failedAt) return `${bounced ? BOUNCED : ''}${lastError}. Đã thử ${attempts} lần.`;
  if (!isSet) return 'Chưa gửi được: chưa cấu hình thư.';
  if (lastError === '') return 'Chưa thử lần nào.';
  return `${lastError}. Đã thử ${attempts} lần, sẽ thử lại lúc ${formatTime(dueAt)}.`;
}
const BOUNCED = 'Thư gửi đến địa chỉ này không đến được; hãy hỏi lại người nhận địa chỉ đúng. ';

function kindWords(kind: string): string {
  return (messageKinds as Partial<Record<string, string>>)[kind] ?? kind;
}

const STATE_WORDS: Record<MessageState, string> = {
  unsent: 'Chưa gửi được',
  waiting: 'Đang chờ',
  failed: 'Không gửi được',
  sent: 'Đã gửi',
  all: 'Tất cả',
};

function controls({ state, kind, search, unit }: MessageQuery): SafeHtml[] {
  const kinds = Object.entries(messageKinds).map(([value, text]) => ({ value, text }));
  return [
    ui.select({
      name: 'trang-thai',
      label: 'Trạng thái',
      items: states.map((value) => ({ value, text: STATE_WORDS[value] })),
      value: state,
    }),
    ui.select({
      name: 'loai',
      label: 'Loại thư',
      items: [{ value: '', text: 'Tất cả' }, ...kinds],
      value: kind ?? '',
    }),
    ui.field({ name: 'tim', label: 'Tiêu đề, người nhận hoặc địa chỉ', value: search, width: 20 }),
    ui.field({ name: 'don-vi', label: 'Tên hoặc mã đơn vị', value: unit, width: 20 }),
  ];
}
