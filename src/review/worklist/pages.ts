import { hasRole, type Overseer } from '../../platform/actor.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { ui } from '../../platform/page/components.js';
import { formatDay, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import { selectionControls } from '../../platform/page/selection-controls.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { following, reviewOf } from '../../reports/addresses.js';
import { isCorrectionOverdue, timeliness } from '../../reports/deadlines.js';
import { seenText } from '../../reports/bulk/rules.js';
import { timelinessWords } from '../../reports/status-tags.js';
import { endedWords } from '../../units/rules.js';
import { worklistChoice, worklistOf } from '../addresses.js';
import type { WorkPageRows, WorkRow } from './finders.js';
import {
  inList,
  keptForReturn,
  owners,
  tabs,
  workAddress,
  type Owner,
  type Tab,
  type WorkQuery,
} from './forms.js';

export interface WorkPage extends Frame {
  unit: string;
  tabs: SafeHtml;
  address: string;
  /** Where what is chosen goes. */
  choice: string;
  /** The filter, to come back to. */
  query: string;
  controls: readonly SafeHtml[];
  hidden: readonly { name: string; value: string }[];
  first: string;
  errors: readonly FieldError[];
  /** Typed for a return before other reports were chosen. */
  kept: readonly { name: string; value: string }[];
  /** Beside the ticks of the table; '' for who does nothing with the reports. */
  selection: SafeHtml;
  /** What can be done with those that are chosen. */
  acts: readonly SafeHtml[];
  /** Where there is something to choose, or what was typed has to stay. */
  hasForm: boolean;
  /** '' where there is nothing to do. */
  table: SafeHtml;
  /** Said where there is nothing. */
  empty: string;
  pager: SafeHtml;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/worklist': WorkPage;
  }
}

const TABS: Record<Tab, string> = {
  waiting: 'Chờ xét duyệt',
  correcting: 'Chờ sửa',
  accepted: 'Đã chấp nhận',
};
const UNASSIGNED = 'Chưa phân công';
const OWNERS: Record<Owner, string> = { all: 'Tất cả', mine: 'Của tôi', nobody: UNASSIGNED };
const DAYS: Record<Tab, string> = { waiting: 'Nộp', correcting: 'Hạn sửa', accepted: 'Chấp nhận' };
const EMPTY: Record<Tab, string> = {
  waiting: 'Không có báo cáo nào chờ xét duyệt.',
  correcting: 'Không có báo cáo nào đang chờ sửa.',
  accepted: 'Chưa chấp nhận báo cáo nào.',
};

export interface WorkParts {
  readonly overseer: Overseer;
  readonly year: number;
  readonly query: WorkQuery;
  readonly list: WorkPageRows;
}

/** What waits for the reviewers of the own unit, oldest first. */
export function workPage({ overseer, year, query, list }: WorkParts, form: Form, now: Date): WorkPage {
  const [first] = list.rows;
  const isReviewer = hasRole(overseer, 'REVIEWER');
  const acts = isReviewer ? ACTS[query.tab] : [];
  const text = String(year);
  const title = `Việc xét duyệt năm ${text}`;
  return {
    title,
    nav: 'review',
    crumbs: [{ text: `Theo dõi năm ${text}`, href: following(text) }, { text: 'Việc xét duyệt' }],
    unit: overseer.unit.name,
    tabs: tabLinks(year, query),
    address: worklistOf(text),
    choice: worklistChoice(text),
    query: workAddress(year, query).slice(worklistOf(text).length),
    controls: controls(query),
    hidden:
      query.tab === 'waiting'
        ? []
        : [{ name: 'muc', value: query.tab === 'correcting' ? 'cho-sua' : 'da-chap-nhan' }],
    first: query.tab === 'waiting' && isReviewer && first ? inList(reviewOf(first.id), query) : '',
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    kept: Object.entries(keptForReturn(form.values)).map(([name, value]) => ({ name, value })),
    selection: acts.length > 0 ? selectionControls({ count: list.count, noun: 'báo cáo', form }) : '',
    acts: acts.map((act) => ui.button({ kind: 'secondary', name: 'what', value: act, text: ACT_WORDS[act] })),
    table: workTable(title, { rows: list.rows, query, isTicked: ticks(acts.length > 0, form) }, now),
    hasForm: list.rows.length > 0 || isTyped(form),
    empty: list.rows.length > 0 ? '' : EMPTY[query.tab],
    pager: pagerOf(list, year, query),
  };
}

function controls({ whose, name }: WorkQuery): SafeHtml[] {
  const items = owners.map((owner) => ({ value: owner, text: OWNERS[owner] }));
  return [
    ui.select({ name: 'cua', label: 'Người xét duyệt', items, value: whose }),
    ui.field({ name: 'ten', label: 'Tên đơn vị', value: name, width: 20, hint: 'Không cần gõ dấu.' }),
  ];
}

/** Whether something was posted that must not be lost, although there is nothing to choose any more. */
const isTyped = ({ values, errors }: Form) => errors.length > 0 || Boolean(values['codes']);

function pagerOf({ rows, more }: WorkPageRows, year: number, query: WorkQuery): SafeHtml {
  const last = rows.at(-1);
  return ui.pager({
    previous: query.after ? { href: workAddress(year, query), text: 'Về trang đầu' } : undefined,
    next: more && last ? { href: workAddress(year, query, last.id) } : undefined,
  });
}

/** What can be done with many reports of each tab; nobody has to decide on what is accepted. */
const ACTS = {
  waiting: ['accept', 'return', 'take', 'assign'],
  correcting: ['take', 'assign'],
  accepted: [],
} as const satisfies Record<Tab, readonly string[]>;
const ACT_WORDS = {
  accept: 'Xem lưu ý rồi chấp nhận',
  return: 'Trả lại',
  take: 'Tôi nhận',
  assign: 'Phân công',
};

function tabLinks(year: number, query: WorkQuery): SafeHtml {
  const items = tabs.map((tab) => ({
    text: TABS[tab],
    href: workAddress(year, { ...query, tab }),
    isCurrent: tab === query.tab,
  }));
  return ui.tabs({ label: 'Nhóm việc', items });
}

/** Whether a row stands ticked; null where there is nothing to tick. */
type Ticks = ((seen: string) => boolean) | null;

function ticks(canChoose: boolean, { values }: Form): Ticks {
  if (!canChoose) return null;
  const ticked = new Set((values['reports'] ?? '').split(/[\n,]/));
  return (seen) => ticked.has(seen);
}

function workTable(
  caption: string,
  { rows, query, isTicked }: { rows: readonly WorkRow[]; query: WorkQuery; isTicked: Ticks },
  now: Date,
): SafeHtml {
  return ui.table({
    caption,
    rows,
    columns: [
      ['Đơn vị', (row) => (isTicked ? tickedUnit(row, query, isTicked) : unitLink(row, query))],
      [DAYS[query.tab], (row) => dayWords(row, query.tab, now)],
      ['Tình trạng', (row) => aboutWords(row, now)],
      ['Người xét duyệt', (row) => assigneeCell(row, query.tab)],
    ],
  });
}

function unitLink({ id, unitName }: WorkRow, query: WorkQuery) {
  return { text: unitName, href: inList(reviewOf(id), query) };
}

/** The box stands beside a link, so it has a name of its own. */
function tickedUnit(row: WorkRow, query: WorkQuery, isTicked: NonNullable<Ticks>): Cell {
  const value = seenText({ id: row.id, version: row.version, assignee: row.assigneeId ?? 0 });
  const label = `Chọn ${row.unitName}`;
  const box = {
    html: ui.tick({ name: 'reports', value, label, isLabelHidden: true, isTicked: isTicked(value) }),
  };
  return markup`<span class="ticked-link">${box}${unitLink(row, query)}</span>`;
}

function aboutWords(row: WorkRow, now: Date): string {
  const words = [timelinessWords(timeliness(row, now)), roundWords(row), endedAbout(row, now)];
  return words.filter(Boolean).join('; ');
}

/** Of an accepted report, which needs nobody any more, whoever had it. */
function assigneeCell({ assigneeName, openedAt, openedByName }: WorkRow, tab: Tab): Cell {
  const assignee = assigneeName || (tab === 'accepted' ? '' : UNASSIGNED);
  if (!openedAt || !openedByName) return assignee || '–';
  const opened = `mở lúc ${formatTime(openedAt)}`;
  if (assignee === openedByName) return markup`${assignee}<span class="hint">, ${opened}</span>`;
  return markup`${assignee && `${assignee}; `}<span class="hint">${openedByName} ${opened}</span>`;
}

function endedAbout({ unit }: WorkRow, now: Date): string {
  const ended = endedWords(unit, now);
  return ended && `đơn vị ${ended}`;
}

function dayWords(row: WorkRow, tab: Tab, now: Date): string {
  switch (tab) {
    case 'waiting':
      return row.lastSubmittedAt
        ? `${formatDay(row.lastSubmittedAt)} (${age(row.lastSubmittedAt, now)})`
        : '–';
    case 'correcting':
      return row.correctBefore
        ? `trước ngày ${formatDay(row.correctBefore)}${isCorrectionOverdue(row, now) ? ', đã quá hạn' : ''}`
        : '–';
    case 'accepted':
      return row.acceptedAt ? formatDay(row.acceptedAt) : '–';
  }
}

function age(from: Date, now: Date): string {
  const days = daysBetween(from, now);
  return days === 0 ? 'hôm nay' : `${days} ngày`;
}

function roundWords({ _count: { returns }, status }: WorkRow): string {
  if (returns === 0) return status === 'SUBMITTED' ? 'lần đầu' : '';
  return status === 'SUBMITTED' ? `nộp lại sau ${returns} lần trả lại` : `đã trả lại ${returns} lần`;
}
