import { hasRole, type Actor, OWN_ROLES } from '../platform/actor.js';
import { ui } from '../platform/page/components.js';
import { formatDueBefore, formatTime } from '../platform/text/format.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import type { OpenedReceipt, OwnReceipt, RequestsBelow } from './finders.js';
import { receiptTag } from './state-pages.js';
import { ACKNOWLEDGEMENTS, acknowledgementAddress, followedRequestAddress } from './addresses.js';
import { GUIDANCE } from '../guidance/addresses.js';
import { REPORTS } from '../platform/page/addresses.js';

interface ReceiptLine {
  href: string;
  title: string;
  hint: string;
  tag: SafeHtml;
}

export interface ReceiptsPage extends Frame {
  unit: string;
  waiting: readonly ReceiptLine[];
  confirmed: readonly ReceiptLine[];
  pager: SafeHtml;
  /** What direct children are asked, for who follows them. */
  below: readonly { href: string; title: string; hint: string }[];
}

export interface ReceiptPage extends Frame {
  tag: SafeHtml;
  facts: SafeHtml;
  words: SafeHtml;
  /** The document itself, or what it is about. */
  link: SafeHtml;
  /** Where the button posts to; '' where this person does not confirm, or somebody has. */
  action: string;
  /** Why there is no button; '' where there is. */
  standing: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'acknowledgements/index': ReceiptsPage;
    'acknowledgements/receipt': ReceiptPage;
  }
}

const TITLE = 'Xác nhận đã nhận văn bản';

interface ReceiptsParts {
  waiting: readonly OwnReceipt[];
  confirmed: { rows: readonly OwnReceipt[]; next: number | undefined };
  after: number | undefined;
  below: RequestsBelow;
}

export function receiptsPage(
  actor: Actor,
  { waiting, confirmed, after, below }: ReceiptsParts,
  now: Date,
): ReceiptsPage {
  return {
    title: TITLE,
    nav: 'receipts',
    unit: actor.unit.name,
    waiting: waiting.map((receipt) => receiptLine(receipt, now)),
    confirmed: confirmed.rows.map((receipt) => receiptLine(receipt, now)),
    pager: ui.pager({
      previous: after === undefined ? undefined : { href: ACKNOWLEDGEMENTS, text: 'Về trang đầu' },
      next: confirmed.next === undefined ? undefined : { href: `${ACKNOWLEDGEMENTS}?sau=${confirmed.next}` },
    }),
    below: below.map(({ id, title, confirmBefore }) => ({
      href: followedRequestAddress(id),
      title,
      hint: `Xác nhận ${formatDueBefore(confirmBefore)}`,
    })),
  };
}

function receiptLine(receipt: OwnReceipt, now: Date): ReceiptLine {
  const { id, request, confirmedAt, confirmedByName } = receipt;
  const { title, confirmBefore, unit } = request;
  return {
    href: acknowledgementAddress(id),
    title,
    hint: confirmedAt
      ? `${confirmedByName} xác nhận lúc ${formatTime(confirmedAt)}`
      : `${unit.name} đề nghị xác nhận ${formatDueBefore(confirmBefore)}`,
    tag: receiptTag(receipt, confirmBefore, now),
  };
}

export function receiptPage({ actor, receipt }: OpenedReceipt<Actor>, now: Date): ReceiptPage {
  const { request } = receipt;
  const mayConfirm = hasRole(actor, ...OWN_ROLES) && !receipt.confirmedAt;
  return {
    title: request.title,
    crumbs: [{ text: 'Xác nhận', href: ACKNOWLEDGEMENTS }, { text: request.title }],
    nav: 'receipts',
    tag: receiptTag(receipt, request.confirmBefore, now),
    facts: ui.summaryList([
      { key: 'Nơi đề nghị', value: `${request.unit.name} (${request.askedByName})` },
      { key: 'Đề nghị lúc', value: formatTime(request.askedAt) },
      { key: 'Xác nhận', value: formatDueBefore(request.confirmBefore) },
      { key: 'Mở xem lần đầu', value: who(receipt.openedAt, receipt.openedByName) },
      { key: 'Đã xác nhận', value: who(receipt.confirmedAt, receipt.confirmedByName) },
    ]),
    words: ui.words(request.text),
    link: subjectLink(request.subject),
    action: mayConfirm ? `${acknowledgementAddress(receipt.id)}/xac-nhan` : '',
    standing: mayConfirm ? '' : receipt.confirmedAt ? CONFIRMED : NOT_YOURS,
  };
}

const CONFIRMED = 'Đơn vị đã xác nhận. Không cần làm gì thêm.';
const NOT_YOURS = 'Người lập báo cáo, người ký duyệt hoặc lãnh đạo của đơn vị bấm xác nhận.';

function who(at: Date | null, name: string): string {
  return at ? `${name}, ${formatTime(at)}` : 'Chưa';
}

function subjectLink(subject: OwnReceipt['request']['subject']): SafeHtml {
  if (subject === 'GUIDANCE') return ui.quietLink({ text: 'Đọc hướng dẫn', href: GUIDANCE });
  return subject === 'PERIOD' ? ui.quietLink({ text: 'Mở trang Báo cáo', href: REPORTS }) : '';
}
