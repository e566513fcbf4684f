import { ui } from '../../platform/page/components.js';
import { selectionControls } from '../../platform/page/selection-controls.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import type { OpenedPeriod } from '../../periods/finders.js';
import { following } from '../../reports/addresses.js';
import {
  NAMED,
  seenText,
  standingWords,
  type BulkResult,
  type LeftOut,
  type Told,
} from '../../reports/bulk/rules.js';
import { presentDeadline } from '../../reports/deadlines.js';
import { newDayWords, presentDayWords } from '../../reports/decisions/extension-rules.js';
import { extensionDoubts, type ReceiverStanding } from '../../reports/decisions/rules.js';
import { allows } from '../../reports/lifecycle.js';
import { statusTag } from '../../reports/status-tags.js';
import { branchExtension, bulkDecision } from '../addresses.js';
import { lowerLevelItems } from '../../units/rules.js';
import { mailedUnitsWords } from '../../mail/rules.js';
import { followAddress, unfiltered } from '../following/forms.js';
import type { SelectedReport } from '../../reports/selection/finders.js';
import type { Candidates } from './finders.js';
import type { BulkFilter, BulkRequest } from './forms.js';
import { sureBox } from '../extension-page.js';
import { bulkActions, SHOWN, type BulkAction } from './rules.js';

export interface BulkPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  /** Where a whole branch is extended; '' for who may not. */
  branchHref: string;
  action: string;
  filters: readonly SafeHtml[];
  hidden: readonly { name: string; value: string }[];
  controls: readonly SafeHtml[];
  count: string;
  /** Beside the ticks of the table: all that match, and codes. */
  selection: SafeHtml;
  /** '' where no unit is found. */
  table: SafeHtml;
  more: string;
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
  /** Those for which there is nothing to do. */
  kept: readonly string[];
  leftOut: readonly string[];
  /** Whether the units hear of it. */
  told: string;
  button: string;
}
export interface BulkDonePage extends Frame {
  words: string;
  /** The first of the units by name, and how many more; then whether a letter goes to them. */
  names: readonly string[];
  more: string;
  told: string;
  kept: readonly string[];
  leftOut: readonly string[];
  /** To the list in which these units stand. */
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

export interface BulkParts {
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
export function bulkPage(
  parts: BulkParts,
  { count, rows }: Candidates,
  { form, canExtendBranch }: { form: Form; canExtendBranch: boolean },
): BulkPage {
  const { action, filter } = parts;
  const ticked = new Set((form.values['reports'] ?? '').split(/[\n,]/));
  const { lead } = bulkActions[action];
  return {
    ...frame(parts),
    hasErrors: form.errors.length > 0,
    lead,
    errors: form.errors,
    branchHref: canExtendBranch && action === 'extend' ? branchExtension(parts.period.year) : '',
    action: addressOf(parts),
    filters: filterControls(filter),
    hidden: [
      { name: 'cap', value: filter.level },
      { name: 'ten', value: filter.name },
    ],
    controls: decisionControls(action, form),
    count: formatNumber(count),
    selection: selectionControls({ count, noun: 'đơn vị', form }),
    table: unitTable(rows, ticked),
    more: count > SHOWN ? `Hiện ${SHOWN} đơn vị đầu; lọc theo tên để đánh dấu đơn vị khác, hoặc dán mã.` : '',
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

function seenOf({ id, version, assigneeId }: SelectedReport): string {
  return seenText({ id, version, assignee: assigneeId ?? 0 });
}

function unitTable(rows: readonly SelectedReport[], ticked: ReadonlySet<string>): SafeHtml {
  const tick = (row: SelectedReport) => {
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

/** What stands on the page to confirm beside the units that are chosen. */
interface Confirmed {
  readonly request: BulkRequest;
  readonly receiver: ReceiverStanding | null;
  readonly isMailSet: boolean;
  /** Chosen by a code, and not to be had. */
  readonly strangers?: readonly LeftOut[];
  readonly errors?: readonly FieldError[];
}

/** Exactly which units, and what becomes of each, before it is done. */
export function bulkConfirmPage(
  parts: BulkParts,
  rows: readonly SelectedReport[],
  { request, receiver, isMailSet, strangers = [], errors = [] }: Confirmed,
): BulkConfirmPage {
  const { action } = parts;
  const { reason, dueBefore } = request;
  const judged = rows.map((row) => ({ row, why: refusal(action, row, dueBefore) }));
  const possible = judged.flatMap(({ row, why }) => (why === '' ? [row] : []));
  const others = judged.flatMap(({ row, why }) => (why ? [{ row, name: row.unitName, why }] : []));
  const isPossible = ({ row: { status } }: { row: SelectedReport }) => allows(action, status);
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
    hidden: hiddenOf(parts, request, possible),
    rows: possible
      .slice(0, NAMED)
      .map((row) => ({ unit: row.unitName, change: changeWords(row, dueBefore) })),
    more: moreWords(possible.length - NAMED),
    kept: leftOutWords(others.filter(isPossible)),
    leftOut: leftOutWords([...strangers, ...others.filter((one) => !isPossible(one))]),
    told: possible.length > 0 ? hearingWords(isMailSet) : '',
    button: possible.length > 0 ? `${bulkActions[action].button} cho ${count} đơn vị` : '',
  };
}

/** How units will hear of a decision that is about to be made. */
export function hearingWords(isMailSet: boolean): string {
  const seen = 'Mỗi đơn vị thấy quyết định và lý do ở trang báo cáo của mình';
  return isMailSet
    ? `${seen}; đơn vị có địa chỉ nhận còn được báo bằng thư điện tử.`
    : `${seen}. Cổng chưa cấu hình thư điện tử nên chưa có thư báo.`;
}

/** What is done with a yes; and all that was typed, for who goes back to choose again. */
function hiddenOf(
  { filter }: BulkParts,
  { reason, dueBefore, selection }: BulkRequest,
  possible: readonly SelectedReport[],
): BulkConfirmPage['hidden'] {
  return [
    { name: 'whom', value: 'confirmed' },
    { name: 'reports', value: possible.map(seenOf).join(',') },
    { name: 'reason', value: reason },
    ...(dueBefore ? [{ name: 'dueBefore', value: formatDay(dueBefore) }] : []),
    { name: 'codes', value: selection.codes.join(', ') },
    { name: 'cap', value: filter.level },
    { name: 'ten', value: filter.name },
  ];
}

/** Why the extension of these units is thought over first. */
export function doubtsAbout(
  rows: readonly SelectedReport[],
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

function refusal(action: BulkAction, row: SelectedReport, dueBefore: Date | undefined): string {
  if (!allows(action, row.status)) return standingWords(row);
  if (!dueBefore || presentDeadline(row) < dueBefore) return '';
  return presentDayWords(presentDeadline(row));
}

function changeWords(row: SelectedReport, dueBefore: Date | undefined): string {
  if (!dueBefore) return '';
  return newDayWords(presentDeadline(row), dueBefore);
}

/** What was done, with whom, whether they hear of it, and for which units not. */
export function bulkDonePage(parts: BulkParts, result: BulkResult & Told, isMailSet: boolean): BulkDonePage {
  const { action, period, filter } = parts;
  const { level, name } = filter;
  // A filter is kept where the list that follows can have it, too.
  const status = action === 'exempt' ? { status: 'EXEMPT' as const } : {};
  const query = { ...unfiltered(), name, ...(level ? { level } : {}), ...status };
  return {
    ...frame(parts),
    words: `${bulkActions[action].done} ${formatNumber(result.done)} đơn vị.`,
    ...toldParts(result, isMailSet),
    kept: [],
    leftOut: leftOutWords(result.leftOut),
    back: followAddress(String(period.year), query),
  };
}

/** Who they are that something was done with, and whether a letter goes to them. */
export function toldParts({ done, names, unmailed }: Told & { readonly done: number }, isMailSet: boolean) {
  return {
    names,
    more: moreWords(done - names.length),
    told: mailedUnitsWords({ units: done, unmailed }, isMailSet),
  };
}

export const moreWords = (count: number) => (count > 0 ? `và ${formatNumber(count)} đơn vị khác` : '');

function leftOutWords(leftOut: readonly LeftOut[]): string[] {
  const named = leftOut.slice(0, 200).map(({ name, why }) => `${name}: ${why}`);
  const more = moreWords(leftOut.length - named.length);
  return more ? [...named, more] : named;
}
