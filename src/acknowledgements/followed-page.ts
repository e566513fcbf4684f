import { ui } from '../platform/page/components.js';
import type { CsvCell } from '../platform/files/csv.js';
import { formatDay, formatDueBefore, formatNumber, formatRate, formatTime } from '../platform/text/format.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import type { FollowedList, FollowedRequest, FollowedRow, ReceiptCounts } from './finders.js';
import { followedQueryText, followedStates, type FollowedQuery } from './forms.js';
import { receiptTag, receiptWords } from './state-pages.js';
import { ACKNOWLEDGEMENTS, followedRequestAddress } from './addresses.js';

export interface FollowedReceiptsPage extends Frame {
  lead: string;
  /** That units below these are asked, too; '' where these are all. */
  below: string;
  words: SafeHtml;
  stats: readonly { label: string; value: string; of: string }[];
  controls: readonly SafeHtml[];
  action: string;
  isFiltered: boolean;
  csv: string;
  /** '' where no unit is found. */
  table: SafeHtml;
  pager: SafeHtml;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'acknowledgements/followed': FollowedReceiptsPage;
  }
}

const STATES: Record<(typeof followedStates)[number], string> = {
  unconfirmed: 'Chưa xác nhận',
  unopened: 'Chưa mở',
  opened: 'Đã mở, chưa xác nhận',
  confirmed: 'Đã xác nhận',
};

interface FollowedParts {
  open: FollowedRequest;
  counts: ReceiptCounts;
  list: FollowedList;
  query: FollowedQuery;
}

/** How the direct children answer a request. */
export function followedPage({ open, counts, list, query }: FollowedParts, now: Date): FollowedReceiptsPage {
  const { request, parentName } = open;
  const base = followedRequestAddress(request.id);
  const last = list.rows.at(-1);
  const asked = followedQueryText(query);
  return {
    title: `Ai đã xác nhận: ${request.title}`,
    crumbs: [{ text: 'Xác nhận', href: ACKNOWLEDGEMENTS }, { text: request.title }],
    nav: 'receipts',
    lead: `Các đơn vị trực thuộc ${parentName}; xác nhận ${formatDueBefore(request.confirmBefore)}`,
    below: belowWords(counts),
    words: ui.words(request.text),
    stats: stats(counts, now >= request.confirmBefore),
    controls: controls(query),
    action: base,
    isFiltered: asked !== '',
    csv: `${base}/csv${asked}`,
    table: ui.table({
      caption: 'Các đơn vị được đề nghị xác nhận',
      rows: list.rows,
      columns: [
        ['Đơn vị', (row) => row.unitName],
        ['Trạng thái', (row) => ({ html: receiptTag(row, request.confirmBefore, now) })],
        ['Mở xem lần đầu', (row) => byAndAt(row.openedByName, row.openedAt)],
        ['Xác nhận', (row) => byAndAt(row.confirmedByName, row.confirmedAt)],
      ],
    }),
    pager: ui.pager({
      previous: query.after ? { href: base + asked, text: 'Về trang đầu' } : undefined,
      next: list.more && last ? { href: base + followedQueryText(query, last.id) } : undefined,
    }),
  };
}

/** The list is of the direct children, while units of every level below were asked. */
function belowWords({ asked, hasFurther }: ReceiptCounts): string {
  if (!hasFurther) return '';
  return `Dưới đây là ${formatNumber(asked)} đơn vị trực thuộc trực tiếp. Các đơn vị cấp dưới nữa cũng được đề nghị xác nhận; công đoàn cấp trên trực tiếp theo dõi các đơn vị ấy.`;
}

function byAndAt(name: string | null, at: Date | null): string {
  return at ? `${name}, ${formatTime(at)}` : '–';
}

function stats({ asked, opened, confirmed, unconfirmed }: ReceiptCounts, isOverdue: boolean) {
  const stat = (label: string, part: number) => ({
    label,
    value: formatRate(part, asked),
    of: `${formatNumber(part)} / ${formatNumber(asked)} đơn vị`,
  });
  return [
    stat('Đã mở', opened),
    stat('Đã xác nhận', confirmed),
    stat(isOverdue ? 'Quá hạn, chưa xác nhận' : 'Chưa xác nhận', unconfirmed),
  ];
}

function controls({ state, name }: FollowedQuery): SafeHtml[] {
  const states = followedStates.map((value) => ({ value, text: STATES[value] }));
  return [
    ui.field({ name: 'ten', label: 'Tên đơn vị', value: name, width: 20, hint: 'Không cần gõ dấu.' }),
    ui.select({
      name: 'trang-thai',
      label: 'Trạng thái',
      items: [{ value: '', text: 'Tất cả' }, ...states],
      value: state ?? '',
    }),
  ];
}

export const CSV_COLUMNS = ['Đơn vị', 'Trạng thái', 'Người mở', 'Mở lúc', 'Người xác nhận', 'Xác nhận lúc'];

/** One unit as a line of the export. */
export function csvLine(row: FollowedRow, confirmBefore: Date, now: Date): CsvCell[] {
  const at = (time: Date | null) => time && { time };
  const { openedAt, confirmedAt } = row;
  const state = receiptWords(row, confirmBefore, now);
  return [row.unitName, state, row.openedByName, at(openedAt), row.confirmedByName, at(confirmedAt)];
}

/** "xac-nhan-20-8-2026.csv": by the day of the request, which is read more easily than its number. */
export function csvName({ request }: FollowedRequest): string {
  return `xac-nhan-${formatDay(request.askedAt).replaceAll('/', '-')}.csv`;
}
