import { SELECTION_LIMIT } from '../../platform/page/selection.js';
import { formatDay } from '../../platform/text/format.js';
import type { ReportStatus } from '../lifecycle.js';

/** A report as its reviewer saw it in a list. */
export interface Seen {
  readonly id: number;
  readonly version: number;
  /** Who looked after it then; 0: nobody. */
  readonly assignee: number;
}

/** The most reports that one form decides on. */
export const BULK_LIMIT = SELECTION_LIMIT;

/** "12:3:0", as lists post it. */
export function seenText({ id, version, assignee }: Seen): string {
  return [id, version, assignee].join(':');
}

/** What a list posted, one a line or separated by commas; anything else is left out, a report that stands twice counts once. */
export function readSeen(text: string): Seen[] {
  const found = text
    .split(/[\n,]/)
    .map((item) => /^([1-9]\d{0,8}):(\d{1,9}):(\d{1,9})$/.exec(item.trim()))
    .flatMap((match) => (match ? [match.slice(1).map(Number)] : []));
  return [
    ...new Map(found.map(([id = 0, version = 0, assignee = 0]) => [id, { id, version, assignee }])).values(),
  ];
}

/** A report that a bulk action left as it is, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}
export interface BulkResult {
  readonly done: number;
  readonly leftOut: readonly LeftOut[];
}

/** Units named before or after something is done with them; the rest are counted. */
export const NAMED = 20;

/** Units that were decided on: the first NAMED by name, and of how many nobody gets the letter about it. */
export interface Told {
  readonly names: readonly string[];
  readonly unmailed: number;
}

interface Standing {
  readonly status: ReportStatus;
  readonly lastSubmittedAt: Date | null;
  readonly acceptedAt: Date | null;
}

/** Where a report stands, as the reason for which something cannot be done with it: "đã được chấp nhận ngày 14/8/2026". */
export function standingWords({ status, lastSubmittedAt, acceptedAt }: Standing): string {
  switch (status) {
    case 'NOT_STARTED':
      return 'chưa bắt đầu báo cáo';
    case 'IN_PROGRESS':
      return 'đang lập báo cáo, chưa nộp';
    case 'SUBMITTED':
      return `đã nộp${onDay(lastSubmittedAt)}, chờ xét duyệt`;
    case 'RETURNED':
      return 'bị trả lại, chờ sửa';
    case 'ACCEPTED':
      return `đã được chấp nhận${onDay(acceptedAt)}`;
    case 'EXEMPT':
      return 'đã được miễn báo cáo';
  }
}

const onDay = (day: Date | null) => (day ? ` ngày ${formatDay(day)}` : '');
