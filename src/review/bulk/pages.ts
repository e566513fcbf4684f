import { ui } from '../../platform/page/components.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import type { OpenedPeriod } from '../../periods/finders.js';
import { following } from '../../reports/addresses.js';
import { BULK_LIMIT, seenText, type BulkResult, type LeftOut } from '../../reports/bulk/rules.js';
import { presentDeadline } from '../../reports/deadlines.js';
import { extensionDoubts, type ReceiverStanding } from '../../reports/decisions/rules.js';
import { allows } from '../../reports/lifecycle.js';
import { statusTag } from '../../reports/status-tags.js';
import { bulkDecision } from '../addresses.js';
import { lowerLevelItems } from '../../units/rules.js';
import type { Candidate, Candidates } from './finders.js';
import type { BulkFilter, BulkRequest } from './forms.js';
import { sureBox } from '../extension-page.js';
import { bulkActions, SHOWN, type BulkAction } from './rules.js';

export interface BulkPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  action: string;
  filters: readonly SafeHtml[];
  hidden: readonly { name: string; value: string }[];
  controls: readonly SafeHtml[];
  count: string;
  /** '' where no unit is found. */
  table: SafeHtml;
  more: string;
  allText: string;
}
export interface BulkConfirmPage extends Frame {
  errors: readonly FieldError[];
  /** Why it is thought over first; then the box to be sure stands below. */
  doubts: readonly string[];
  sure: SafeHtml;
  question: string;
  reason: string;
  action: string;
  hidden: readonly { name: string; value: string }[];
  rows: readonly { unit: string; change: string }[];
  more: string;
  leftOut: readonly string[];
  button: string;
}
export interface BulkDonePage extends Frame {
  words: string;
  leftOut: readonly string[];
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/bulk': BulkPage;
    'review/bulk-confirm': BulkConfirmPage;
    'review/bulk-done': BulkDonePage;
  }
}

const LEVELS = [{ value: '', text: 'Tất cả' }, ...lowerLevelItems];

interface BulkParts {
  readonly action: BulkAction;
  readonly period: OpenedPeriod;
  readonly filter: BulkFilter;
}

const addressOf = ({ action, period }: Omit<BulkParts, 'filter'>) =>
  bulkDecision(period.year, bulkActions[action].slug);

function frame({ action, period }: Omit<BulkParts, 'filter'>): Frame {
  const { title } = bulkActions[action];
  const year = String(period.year);
  const crumbs = [{ text: `Theo dõi năm ${year}`, href: following(year) }, { text: title }];
  return { title, nav: 'following', crumbs };
}

/** Whom, why, and until when. `form`: what was posted. */
export function bulkPage(parts: BulkParts, { count, rows }: Candidates, form: Form): BulkPage {
  const { action, filter } = parts;
  const ticked = new Set((form.values['reports'] ?? '').split('\n'));
  const { lead, button } = bulkActions[action];
  return {
    ...frame(parts),
    hasErrors: form.errors.length > 0,
    lead,
    errors: form.errors,
    action: addressOf(parts),
    filters: filterControls(filter),
    hidden: [
      { name: 'cap', value: filter.level },
      { name: 'ten', value: filter.name },
    ],
    controls: decisionControls(action, form),
    count: formatNumber(count),
    table: unitTable(rows, ticked),
    more: moreWords(count),
    allText: `${button} cho cả ${formatNumber(Math.min(count, BULK_LIMIT))} đơn vị`,
  };
}

function filterControls({ level, name }: BulkFilter): SafeHtml[] {
  return [
    ui.select({ name: 'cap', label: 'Cấp', items: LEVELS, value: level }),
    ui.field({ name: 'ten', label: 'Tên đơn vị', value: name, width: 20, hint: 'Không cần gõ dấu.' }),
  ];
}

function decisionControls(action: BulkAction, form: Form): SafeHtml[] {
  const hint = 'Chậm nhất hết ngày hôm trước. Ví dụ: 30/9/2026';
  const reason = 'Các đơn vị đều thấy. Ví dụ: ảnh hưởng của bão lụt';
  const day = ui.field({ name: 'dueBefore', label: 'Nộp trước ngày', hint, kind: 'day', form });
  return [
    ...(action === 'extend' ? [day] : []),
    ui.field({ name: 'reason', label: 'Lý do', hint: reason, kind: 'textarea', rows: 3, form }),
  ];
}

function moreWords(count: number): string {
  if (count <= SHOWN) return '';
  const limit = count > BULK_LIMIT ? ` Mỗi lần làm được cho ${formatNumber(BULK_LIMIT)} đơn vị đầu.` : '';
  return `Hiện ${SHOWN} đơn vị đầu; lọc theo tên để đánh dấu đơn vị khác.${limit}`;
}

function seenOf({ id, version, assigneeId }: Candidate): string {
  return seenText({ id, version, assignee: assigneeId ?? 0 });
}

function unitTable(rows: readonly Candidate[], ticked: ReadonlySet<string>): SafeHtml {
  const tick = (row: Candidate) => {
    const value = seenOf(row);
    return ui.tick({ name: 'reports', value, label: row.unitName, isTicked: ticked.has(value) });
  };
  return ui.table({
    caption: 'Đơn vị khớp bộ lọc',
    rows,
    columns: [
      ['Đơn vị', (row) => ({ html: tick(row) })],
      ['Trạng thái', ({ status }) => ({ html: statusTag(status) })],
      ['Hạn hiện nay', (row) => `trước ngày ${formatDay(presentDeadline(row))}`],
    ],
  });
}

/** Exactly which units, and what becomes of each, before it is done. */
export function bulkConfirmPage(
  parts: BulkParts,
  rows: readonly Candidate[],
  { reason, dueBefore }: BulkRequest,
  {
    receiver = null,
    errors = [],
  }: { receiver?: ReceiverStanding | null; errors?: readonly FieldError[] } = {},
): BulkConfirmPage {
  const { action } = parts;
  const possible = rows.filter((row) => refusal(action, row, dueBefore) === '');
  const others = rows.filter((row) => refusal(action, row, dueBefore) !== '');
  const count = formatNumber(possible.length);
  const doubts = doubtsAbout(possible, dueBefore, receiver);
  return {
    ...frame(parts),
    hasErrors: errors.length > 0,
    errors,
    doubts,
    sure: doubts.length > 0 ? sureBox({ values: {}, errors }) : '',
    question: `${bulkActions[action].button} cho ${count} đơn vị?`,
    reason,
    action: addressOf(parts),
    hidden: [
      { name: 'whom', value: 'confirmed' },
      { name: 'reports', value: possible.map(seenOf).join(',') },
      { name: 'reason', value: reason },
      ...(dueBefore ? [{ name: 'dueBefore', value: formatDay(dueBefore) }] : []),
    ],
    rows: possible
      .slice(0, SHOWN)
      .map((row) => ({ unit: row.unitName, change: changeWords(row, dueBefore) })),
    more: possible.length > SHOWN ? `và ${formatNumber(possible.length - SHOWN)} đơn vị khác` : '',
    leftOut: leftOutWords(
      others.map((row) => ({ name: row.unitName, why: refusal(action, row, dueBefore) })),
    ),
    button: possible.length > 0 ? `${bulkActions[action].button} cho ${count} đơn vị` : '',
  };
}

/** Why the extension of these units is thought over first. */
export function doubtsAbout(
  rows: readonly Candidate[],
  dueBefore: Date | undefined,
  receiver: ReceiverStanding | null,
): string[] {
  if (!dueBefore || rows.length === 0) return [];
  return extensionDoubts(
    dueBefore,
    rows.map(({ lockOn }) => lockOn),
    receiver,
  );
}

function refusal(action: BulkAction, row: Candidate, dueBefore: Date | undefined): string {
  if (!allows(action, row.status)) return 'trạng thái báo cáo không cho phép';
  if (!dueBefore || presentDeadline(row) < dueBefore) return '';
  return `hạn hiện nay đã là ${formatDay(presentDeadline(row))}`;
}

function changeWords(row: Candidate, dueBefore: Date | undefined): string {
  if (!dueBefore) return '';
  return `từ ${formatDay(presentDeadline(row))} đến ${formatDay(dueBefore)}`;
}

/** What was done, and for which units not. */
export function bulkDonePage(parts: Omit<BulkParts, 'filter'>, { done, leftOut }: BulkResult): BulkDonePage {
  return {
    ...frame(parts),
    words: `${bulkActions[parts.action].done} ${formatNumber(done)} đơn vị.`,
    leftOut: leftOutWords(leftOut),
    back: following(parts.period.year),
  };
}

function leftOutWords(leftOut: readonly LeftOut[]): string[] {
  const named = leftOut.slice(0, 200).map(({ name, why }) => `${name}: ${why}`);
  return leftOut.length > named.length
    ? [...named, `và ${formatNumber(leftOut.length - named.length)} đơn vị khác`]
    : named;
}
