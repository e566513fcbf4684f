import type { Callee } from '../../accounts/finders.js';
import { formatPhone } from '../../accounts/phones.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { formatNumber } from '../../platform/text/format.js';
import type { Cell, ListColumn } from '../../platform/page/list-file.js';
import { dayOwed, type Timed } from '../../reports/deadlines.js';
import type { CallResult } from '../deliveries/rules.js';
import {
  deliveryOutcome,
  deliveryOutcomeWords,
  dueWords,
  pushedWords,
  type OwingFilter,
} from '../overview/rules.js';

export interface CallQuery {
  readonly filter: OwingFilter;
  /** The report after which the page begins. */
  readonly after?: number;
}

/** The last time that somebody called a unit, or that a letter or a notice on a device reached it. */
export interface LastContact {
  readonly title: string;
  readonly at: Date;
  readonly note: string;
  readonly isSkipped: boolean;
  readonly callResult: string | null;
  readonly messages: readonly { readonly sentAt: Date | null; readonly failedAt: Date | null }[];
  readonly pushes: readonly object[];
}

/** A unit that owes something, with whom to call. */
export interface CallRow extends Timed {
  readonly reportId: number;
  readonly unitId: number;
  readonly unit: string;
  readonly callees: readonly Callee[];
  readonly last: LastContact | undefined;
}

export const callResultWords: Readonly<Record<CallResult, string>> = {
  answered: 'Gặp được',
  'no-answer': 'Không nghe máy',
  'wrong-number': 'Sai số',
};

/** Days since the last day in time; 0 where that is still to come. */
export function daysLate(report: Timed, now: Date): number {
  return Math.max(0, daysBetween(dayOwed(report), now) + 1);
}

/** "nộp trước ngày 10/9/2026, đã quá hạn 3 ngày"; '' where nothing can be asked for. */
export function lateWords(report: Timed, now: Date): string {
  const words = dueWords(report, now);
  if (words === undefined) return '';
  const days = daysLate(report, now);
  return days > 0 ? `${words} ${formatNumber(days)} ngày` : words;
}

/** "Nguyễn Văn An, 0912 345 678" */
export function calleeWords({ name, phone }: Pick<Callee, 'name' | 'phone'>): string {
  return phone === '' ? name : `${name}, ${formatPhone(phone)}`;
}

export function contactWords(last: LastContact): string {
  const outcome = deliveryOutcome(last);
  const [shown] = pushedWords(last.pushes);
  // Where the letter reached nobody, the notice on a device did.
  return shown && outcome !== 'sent' && last.callResult === null ? shown : deliveryOutcomeWords[outcome];
}

const joined = (row: CallRow, of: (callee: Callee) => string): Cell =>
  row.callees
    .map(of)
    .filter((word) => word !== '')
    .join('; ');

/** The list as a file, at `now`. */
export const callColumns = (now: Date): readonly ListColumn<CallRow>[] => [
  { name: 'Đơn vị', width: 44, cell: ({ unit }) => unit },
  { name: 'Việc phải làm', width: 44, cell: (row) => dueWords(row, now) ?? '' },
  { name: 'Số ngày quá hạn', width: 16, cell: (row) => daysLate(row, now) || null },
  { name: 'Người liên hệ', width: 30, cell: (row) => joined(row, ({ name }) => name) },
  { name: 'Điện thoại', width: 24, cell: (row) => joined(row, ({ phone }) => formatPhone(phone)) },
  { name: 'Tên trên Zalo', width: 24, cell: (row) => joined(row, ({ zaloName }) => zaloName) },
  { name: 'Lần liên hệ gần nhất', width: 40, cell: ({ last }) => last?.title ?? '' },
  { name: 'Lúc', width: 18, cell: ({ last }) => (last ? { time: last.at } : null) },
  { name: 'Kết quả', width: 26, cell: ({ last }) => (last ? contactWords(last) : '') },
  { name: 'Ghi chú', width: 40, cell: ({ last }) => last?.note ?? '' },
];
