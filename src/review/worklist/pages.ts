import { hasRole, type Overseer } from '../../platform/actor.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { ui } from '../../platform/page/components.js';
import { formatDay, formatTime } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { isCorrectionOverdue, timeliness } from '../../reports/deadlines.js';
import { seenText } from '../../reports/bulk/rules.js';
import { timelinessWords } from '../../reports/words.js';
import { endedWords } from '../../units/rules.js';
import type { WorkPageRows, WorkRow } from './finders.js';
import { owners, tabs, workAddress, type Owner, type Tab, type WorkQuery } from './forms.js';

export interface WorkPage extends Frame {
  unit: string;
  tabs: readonly { text: string; href: string; isShown: boolean }[];
  address: string;
  /** The filter, to come back to. */
  query: string;
  controls: readonly SafeHtml[];
  hidden: readonly { name: string; value: string }[];
  first: string;
  acts: boolean;
  canAccept: boolean;
  assign: SafeHtml;
  dayHead: string;
  rows: readonly {
    seen: string;
    unit: string;
    href: string;
    day: string;
    about: string;
    assignee: string;
    opened: string;
  }[];
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
  return {
    title: `Việc xét duyệt năm ${text}`,
    nav: 'following',
    crumbs: [{ text: `Theo dõi năm ${text}`, href: `/theo-doi/${text}` }, { text: 'Việc xét duyệt' }],
    unit: overseer.unit.name,
    tabs: tabs.map((tab) => ({
      text: TABS[tab],
      href: workAddress(year, { ...query, tab }),
      isShown: tab === query.tab,
    })),
    address: `/viec-xet-duyet/${text}`,
    query: workAddress(year, query).slice(`/viec-xet-duyet/${text}`.length),
    controls: controls(query),
    hidden:
      query.tab === 'waiting'
        ? []
        : [{ name: 'muc', value: query.tab === 'correcting' ? 'cho-sua' : 'da-chap-nhan' }],
    first: query.tab === 'waiting' && acts && first ? `/xet-duyet/${first.id}` : '',
    acts,
    canAccept: acts && query.tab === 'waiting',
    assign: assignControl(assignees),
    dayHead: DAYS[query.tab],
    rows: list.rows.map((row) => workRow(row, query.tab, now)),
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

function workRow(row: WorkRow, tab: Tab, now: Date): WorkPage['rows'][number] {
  return {
    seen: seenText({ id: row.id, version: row.version, assignee: row.assigneeId ?? 0 }),
    unit: row.unitName,
    href: `/xet-duyet/${row.id}`,
    day: dayWords(row, tab, now),
    about: [timelinessWords(timeliness(row, now)), roundWords(row), endedAbout(row, now)]
      .filter(Boolean)
      .join('; '),
    assignee: row.assigneeName || UNASSIGNED,
    opened: row.openedAt && row.openedByName ? `${row.openedByName} mở lúc ${formatTime(row.openedAt)}` : '',
  };
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
