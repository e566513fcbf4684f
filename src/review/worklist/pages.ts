import { hasRole, type Overseer } from '../../platform/actor.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { ui } from '../../platform/page/components.js';
import { formatDay, formatTime } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { following, reviewOf } from '../../reports/addresses.js';
import { isCorrectionOverdue, timeliness } from '../../reports/deadlines.js';
import { seenText } from '../../reports/bulk/rules.js';
import { timelinessWords } from '../../reports/status-tags.js';
import { endedWords } from '../../units/rules.js';
import { worklistChoice, worklistOf } from '../addresses.js';
import type { WorkPageRows, WorkRow } from './finders.js';
import { inList, owners, tabs, workAddress, type Owner, type Tab, type WorkQuery } from './forms.js';

export interface WorkPage extends Frame {
  unit: string;
  tabs: readonly { text: string; href: string; isShown: boolean }[];
  address: string;
  /** Where what is chosen goes. */
  choice: string;
  /** The filter, to come back to. */
  query: string;
  controls: readonly SafeHtml[];
  hidden: readonly { name: string; value: string }[];
  first: string;
  acts: boolean;
  canAccept: boolean;
  assign: SafeHtml;
  /** '' where there is nothing to do. */
  table: SafeHtml;
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
  readonly assignees: readonly { id: number; fullName: string }[];
}

/** What waits for the reviewers of the own unit, oldest first. */
export function workPage({ overseer, year, query, list, assignees }: WorkParts, now: Date): WorkPage {
  const [first] = list.rows;
  const last = list.rows.at(-1);
  const acts = hasRole(overseer, 'REVIEWER');
  const text = String(year);
  const title = `Việc xét duyệt năm ${text}`;
  return {
    title,
    nav: 'review',
    crumbs: [{ text: `Theo dõi năm ${text}`, href: following(text) }, { text: 'Việc xét duyệt' }],
    unit: overseer.unit.name,
    tabs: tabs.map((tab) => ({
      text: TABS[tab],
      href: workAddress(year, { ...query, tab }),
      isShown: tab === query.tab,
    })),
    address: worklistOf(text),
    choice: worklistChoice(text),
    query: workAddress(year, query).slice(worklistOf(text).length),
    controls: controls(query),
    hidden:
      query.tab === 'waiting'
        ? []
        : [{ name: 'muc', value: query.tab === 'correcting' ? 'cho-sua' : 'da-chap-nhan' }],
    first: query.tab === 'waiting' && acts && first ? inList(reviewOf(first.id), query) : '',
    acts,
    canAccept: acts && query.tab === 'waiting',
    assign: assignControl(assignees),
    table: workTable(title, { rows: list.rows, query, acts }, now),
    empty: EMPTY[query.tab],
    pager: ui.pager({
      previous: query.after ? { href: workAddress(year, query), text: 'Về trang đầu' } : undefined,
      next: list.more && last ? { href: workAddress(year, query, last.id) } : undefined,
    }),
  };
}

function controls({ whose, name }: WorkQuery): SafeHtml[] {
  const items = owners.map((owner) => ({ value: owner, text: OWNERS[owner] }));
  return [
    ui.select({ name: 'cua', label: 'Người xét duyệt', items, value: whose }),
    ui.field({ name: 'ten', label: 'Tên đơn vị', value: name, width: 20, hint: 'Không cần gõ dấu.' }),
  ];
}

function assignControl(assignees: WorkParts['assignees']): SafeHtml {
  const items = assignees.map(({ id, fullName }) => ({ value: String(id), text: fullName }));
  return ui.select({ name: 'to', label: 'Giao cho', items: [{ value: '', text: 'Chọn người' }, ...items] });
}

function workTable(
  caption: string,
  { rows, query, acts }: { rows: readonly WorkRow[]; query: WorkQuery; acts: boolean },
  now: Date,
): SafeHtml {
  return ui.table({
    caption,
    rows,
    columns: [
      ['Đơn vị', (row) => (acts ? tickedUnit(row, query) : unitLink(row, query))],
      [DAYS[query.tab], (row) => dayWords(row, query.tab, now)],
      ['Tình trạng', (row) => aboutWords(row, now)],
      ['Người xét duyệt', assigneeCell],
    ],
  });
}

function unitLink({ id, unitName }: WorkRow, query: WorkQuery) {
  return { text: unitName, href: inList(reviewOf(id), query) };
}

/** The box stands beside a link, so it has a name of its own. */
function tickedUnit(row: WorkRow, query: WorkQuery): Cell {
  const seen = seenText({ id: row.id, version: row.version, assignee: row.assigneeId ?? 0 });
  const box = {
    html: ui.tick({ name: 'reports', value: seen, label: `Chọn ${row.unitName}`, isLabelHidden: true }),
  };
  return markup`<span class="ticked-link">${box}${unitLink(row, query)}</span>`;
}

function aboutWords(row: WorkRow, now: Date): string {
  const words = [timelinessWords(timeliness(row, now)), roundWords(row), endedAbout(row, now)];
  return words.filter(Boolean).join('; ');
}

function assigneeCell({ assigneeName, openedAt, openedByName }: WorkRow): Cell {
  const assignee = assigneeName || UNASSIGNED;
  if (!openedAt || !openedByName) return assignee;
  return markup`${assignee}<span class="hint"> ${openedByName} mở lúc ${formatTime(openedAt)}</span>`;
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
