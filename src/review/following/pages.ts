import { hasRole, type Actor, type Level } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import type { PeriodDates } from '../../periods/rules.js';
import { consolidationOf, following, remindersOf, reviewOf, unitProfile } from '../../reports/addresses.js';
import type { ChangeFor } from '../../reports/dates/finders.js';
import { changeNotes } from '../../reports/dates/letters.js';
import { datesForReporters } from '../../reports/dates/rules.js';
import { dueBeforeFor, isCorrectionOverdue, timeliness } from '../../reports/deadlines.js';
import { statusWords } from '../../reports/lifecycle.js';
import { statusTag, timelinessWords } from '../../reports/status-tags.js';
import { endedWords, levelNames, lowerLevels } from '../../units/rules.js';
import { bulkDecision, worklistOf } from '../addresses.js';
import type { Branches } from './branches/finders.js';
import { branchTable, type BranchTable } from './branches/pages.js';
import { receivedChart, type Chart } from './chart/pages.js';
import { comparedWith, rates, tasks, type Stat, type Task } from './counts/pages.js';
import type { ChildReport, Endings } from './finders.js';
import {
  exportAddress,
  followAddress,
  statusFilters,
  unfiltered,
  type FollowQuery,
  type TimelinessFilter,
} from './forms.js';
import { countsOf, type FactCount } from './rules.js';

export interface FollowPage extends Frame {
  year: string;
  unit: string;
  isOwn: boolean;
  problem: string;
  /** The period's dates that were moved. */
  moved: readonly string[];
  links: readonly { text: string; href: string }[];
  tasks: readonly Task[];
  stats: readonly Stat[];
  comparedWith: string;
  /** That units which have ended are counted in the rates; '' where none is. */
  ended: string;
  endedHref: string;
  hasChart: boolean;
  chart: Chart;
  branches: BranchTable;
  controls: readonly string[];
  action: string;
  unitId: string;
  clear: string;
  isFiltered: boolean;
  exports: readonly { text: string; href: string }[];
  /** '' where no unit is found. */
  table: string;
  pager: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/follow': FollowPage;
    'review/no-period': Frame;
  }
}

const TIMELINESS: Record<TimelinessFilter, string> = {
  'on-time': 'Đúng hạn',
  late: 'Trễ hạn',
  due: 'Chưa nộp, chưa đến hạn',
  'due-soon': 'Chưa nộp, sắp đến hạn',
  overdue: 'Chưa nộp, quá hạn',
  'correction-due': 'Đang sửa, chưa đến hạn sửa',
  'correction-overdue': 'Quá hạn sửa',
};
const STATUSES = { ...statusWords, NOT_ACCEPTED: 'Chưa được chấp nhận' };
const CONTACTS = { NONE: 'Không có người liên hệ' };
const ACTIVITIES = { ENDED: 'Đã kết thúc' };
const SORTS = { name: 'Tên đơn vị', newest: 'Nộp gần đây trước', oldest: 'Nộp sớm trước' };

interface FollowParts {
  actor: Actor;
  period: PeriodDates & { year: number };
  unit: { id: number; name: string; level: Level };
  query: FollowQuery;
  unknown: readonly string[];
  facts: readonly FactCount[];
  /** null: there was no period last year. */
  before: readonly FactCount[] | null;
  oldest: Date | null;
  endings: Endings;
  soon: Date;
  branches: Branches;
  list: { rows: readonly ChildReport[]; more: boolean };
  changes: readonly ChangeFor[];
}

export function followPage(parts: FollowParts, now: Date): FollowPage {
  const { actor, period, unit, query, unknown, list, branches } = parts;
  const text = String(period.year);
  const isOwn = unit.id === actor.unit.id;
  return {
    ...frame(text, unit, isOwn),
    hasErrors: unknown.length > 0,
    year: text,
    unit: unit.name,
    isOwn,
    problem: unknown.length > 0 ? problem(unknown) : '',
    moved: changeNotes(parts.changes),
    links: isOwn ? links(actor, text) : [],
    ...standing(parts, text, now),
    branches: branchTable(branches, text, query),
    controls: controls(query),
    action: `${following(text)}#danh-sach`,
    unitId: query.unitId ? String(query.unitId) : '',
    clear: followAddress(text, unfiltered(query)),
    isFiltered: Boolean(
      query.status ?? query.timeliness ?? query.level ?? query.contact ?? query.activity ?? query.name,
    ),
    exports: [
      { text: 'Excel (.xlsx)', href: exportAddress(text, query, 'xlsx') },
      { text: 'CSV', href: exportAddress(text, query, 'csv') },
    ],
    table: followTable(list.rows, text, now),
    pager: listPager(list, query, text),
  };
}

/** What needs doing, the rates and the chart: of all children, whatever the list is filtered by. */
function standing(
  { actor, period, unit, query, facts, before, oldest, endings, soon, changes }: FollowParts,
  year: string,
  now: Date,
) {
  const counts = countsOf(facts);
  const isOwn = unit.id === actor.unit.id;
  const waits = { oldest, reviews: isOwn && hasRole(actor, 'REVIEWER'), left: isOwn ? endings.left : [] };
  const dueBefore = dueBeforeFor(datesForReporters(period, changes), unit);
  return {
    tasks: tasks({ year, query, facts, soon, ...waits }, now),
    stats: rates(facts, before, now),
    comparedWith: comparedWith(period.year, before, now),
    ended: endings.counted > 0 ? endedCount(endings.counted) : '',
    endedHref: `${followAddress(year, { ...unfiltered(query), activity: 'ENDED' })}#danh-sach`,
    hasChart: counts.expected > 0,
    chart: receivedChart({ year: period.year, facts, before, counts, dueBefore }, now),
  };
}

/** Why the rates may never reach the whole. */
function endedCount(count: number): string {
  return `Trong số phải báo cáo có ${formatNumber(count)} đơn vị đã kết thúc hoạt động mà chưa được miễn`;
}

function listPager({ rows, more }: FollowParts['list'], query: FollowQuery, year: string): string {
  const last = rows.at(-1);
  return ui.pager({
    previous: query.after
      ? { href: `${followAddress(year, query)}#danh-sach`, text: 'Về trang đầu' }
      : undefined,
    next: more && last ? { href: `${followAddress(year, query, last.id)}#danh-sach` } : undefined,
  });
}

/** The pages of this year's work that the account may use. */
function links(actor: Actor, year: string): FollowPage['links'] {
  const forReviewers = [
    { text: 'Việc xét duyệt', href: worklistOf(year) },
    { text: 'Gia hạn hàng loạt', href: bulkDecision(year, 'gia-han') },
    { text: 'Miễn hàng loạt', href: bulkDecision(year, 'mien') },
  ];
  return [
    { text: 'Đôn đốc', href: remindersOf(year) },
    ...(hasRole(actor, 'REVIEWER') ? forReviewers : []),
    { text: 'Kiểm tra, giám sát', href: `/kiem-tra/${year}` },
    { text: 'Tổng hợp', href: consolidationOf(year) },
  ];
}

function frame(year: string, unit: { name: string }, isOwn: boolean): Frame {
  const title = `Theo dõi năm ${year}`;
  if (isOwn) return { title, nav: 'following' };
  const crumbs = [{ text: title, href: following(year) }, { text: unit.name }];
  return { title: `${title}: ${unit.name}`, nav: 'following', crumbs };
}

const PARAMETERS: Record<string, string> = {
  'trang-thai': 'Trạng thái',
  'thoi-han': 'Thời hạn',
  cap: 'Cấp',
  'lien-he': 'Liên hệ',
  'hoat-dong': 'Hoạt động',
  ten: 'Tên đơn vị',
  ngay: 'Số ngày làm việc (từ 1 đến 60)',
  'sap-xep': 'Sắp xếp',
  'don-vi': 'Đơn vị',
};

function problem(unknown: readonly string[]): string {
  const names = unknown.map((name) => PARAMETERS[name] ?? name).join(', ');
  return `Địa chỉ trang có mục không đọc được, đã bỏ qua: ${names}. Hãy chọn lại trong bộ lọc dưới đây.`;
}

function controls(query: FollowQuery): string[] {
  const select = (
    name: string,
    label: string,
    items: Record<string, string>,
    value: string | undefined,
    all?: string,
  ) =>
    ui.select({
      name,
      label,
      items: [
        ...(all ? [{ value: '', text: all }] : []),
        ...Object.entries(items).map(([key, text]) => ({ value: key, text })),
      ],
      value: value ?? '',
    });
  const pick = <K extends string>(keys: readonly K[], words: Record<K, string>) =>
    Object.fromEntries(keys.map((key) => [key, words[key]]));
  return [
    ui.field({ name: 'ten', label: 'Tên đơn vị', value: query.name, width: 20, hint: 'Không cần gõ dấu.' }),
    select('trang-thai', 'Trạng thái', pick(statusFilters, STATUSES), query.status, 'Tất cả'),
    select('thoi-han', 'Thời hạn', TIMELINESS, query.timeliness, 'Tất cả'),
    select('cap', 'Cấp', pick(lowerLevels, levelNames), query.level, 'Tất cả'),
    select('lien-he', 'Liên hệ', CONTACTS, query.contact, 'Tất cả'),
    select('hoat-dong', 'Hoạt động', ACTIVITIES, query.activity, 'Tất cả'),
    ui.field({
      name: 'ngay',
      label: 'Sắp đến hạn: số ngày làm việc',
      value: String(query.days),
      width: 3,
      kind: 'number',
    }),
    select('sap-xep', 'Sắp xếp', SORTS, query.sort),
  ];
}

function followTable(rows: readonly ChildReport[], year: string, now: Date): string {
  return ui.table({
    caption: 'Báo cáo của các đơn vị',
    rows,
    columns: [
      ['Đơn vị', (row) => unitCell(row, year, now)],
      ['Trạng thái', ({ status }) => ({ html: statusTag(status) })],
      ['Thời hạn', (row) => timeWords(row, now)],
      ['Nộp lúc', ({ lastSubmittedAt }) => (lastSubmittedAt ? formatTime(lastSubmittedAt) : '–'), 'nowrap'],
    ],
  });
}

/** The unit with the ways to its report, to what is known of it and to the units below it. */
function unitCell({ id, unitId, unitName, unitLevel, unit }: ChildReport, year: string, now: Date): Cell {
  const report = { text: unitName, href: reviewOf(id) };
  const words = endedWords(unit, now);
  const ended = words && markup` <span class="hint">(${words})</span>`;
  const profile = markup`<a href="${unitProfile(unitId)}">Hồ sơ đơn vị<span class="visually-hidden"> ${unitName}</span></a>`;
  const below =
    unitLevel === 'GRASSROOTS'
      ? ''
      : markup` <a class="below" href="${following(year)}?don-vi=${unitId}">Cấp dưới<span class="visually-hidden"> của ${unitName}</span></a>`;
  return markup`${report}${ended} <span class="row-links">${profile}${below}</span>`;
}

function timeWords(row: ChildReport, now: Date): string {
  return isCorrectionOverdue(row, now)
    ? TIMELINESS['correction-overdue']
    : timelinessWords(timeliness(row, now));
}
