import { hasRole, type Actor, type Level } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import type { PeriodDates } from '../../periods/rules.js';
import { following, newReminder, reviewOf, unitProfile } from '../../reports/addresses.js';
import type { ChangeFor } from '../../reports/dates/finders.js';
import { changeNotes } from '../../reports/dates/letters.js';
import { datesForReporters } from '../../reports/dates/rules.js';
import { dueBeforeFor, type Timed } from '../../reports/deadlines.js';
import { statusWords } from '../../reports/lifecycle.js';
import { statusTag } from '../../reports/status-tags.js';
import { endedWords, levelNames, lowerLevels } from '../../units/rules.js';
import { branchExtension, bulkDecision, summaryOf, worklistOf } from '../addresses.js';
import type { Branches } from './branches/finders.js';
import { branchTable, type BranchTable } from './branches/pages.js';
import { receivedChart } from './chart/pages.js';
import type { Standing } from './counts/finders.js';
import { tasks, type Task } from './counts/pages.js';
import { comparedWith, rates, type Stat } from './counts/rules.js';
import type { ChildReport, Endings } from './finders.js';
import {
  exportAddress,
  followAddress,
  statusFilters,
  unfiltered,
  type FollowQuery,
  type TimelinessFilter,
} from './forms.js';
import { headline, type Headline } from './headline/pages.js';
import { CORRECTION_OVERDUE, countsOf, DUE_SOON_DAYS, progressOf, timeWords, waitingOf } from './rules.js';

export interface FollowPage extends Frame {
  headline: Headline;
  /** What the reader does next, as buttons. */
  actions: readonly string[];
  problem: string;
  /** The period's dates that were moved. */
  moved: readonly string[];
  /** A leader sees no tasks, and the chart first. */
  isLeader: boolean;
  tasks: readonly Task[];
  stats: readonly Stat[];
  comparedWith: string;
  /** That units which have ended are counted in the rates; '' where none is. */
  ended: string;
  endedHref: string;
  /** '' where nobody must report. */
  chart: SafeHtml;
  branches: BranchTable;
  controls: readonly string[];
  /** Those that are asked for more rarely, folded unless one of them is. */
  moreControls: readonly string[];
  hasMore: boolean;
  action: string;
  unitId: string;
  clear: string;
  isFiltered: boolean;
  /** A leader asks for the list of units when the branches do not say enough. */
  isListFolded: boolean;
  /** What can be done with many of the list at once. */
  links: readonly { text: string; href: string }[];
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
  'correction-overdue': CORRECTION_OVERDUE,
};
const STATUSES = { ...statusWords, NOT_ACCEPTED: 'Chưa được chấp nhận' };
const CONTACTS = { NONE: 'Chưa có địa chỉ thư điện tử' };
const ACTIVITIES = { ENDED: 'Đã kết thúc' };
const SORTS = { name: 'Tên đơn vị', newest: 'Nộp gần đây trước', oldest: 'Nộp sớm trước' };

interface FollowParts {
  actor: Actor;
  period: PeriodDates & { year: number };
  unit: { id: number; name: string; level: Level };
  query: FollowQuery;
  unknown: readonly string[];
  facts: Standing;
  /** null: there was no period last year. */
  before: Standing | null;
  oldest: Date | null;
  /** The own report, for who files or signs it; null for others. */
  own: Timed | null;
  endings: Endings;
  soon: Date;
  branches: Branches;
  list: { rows: readonly ChildReport[]; more: boolean };
  changes: readonly ChangeFor[];
}

export function followPage(parts: FollowParts, now: Date): FollowPage {
  const { actor, period, unit, query, unknown, list } = parts;
  const text = String(period.year);
  const isOwn = unit.id === actor.unit.id;
  return {
    ...frame(text, unit, isOwn),
    hasErrors: unknown.length > 0,
    problem: unknown.length > 0 ? problem(unknown) : '',
    moved: changeNotes(parts.changes),
    isLeader: !hasRole(actor, 'REVIEWER'),
    links: isOwn ? links(actor, text) : [],
    ...standing(parts, text, now),
    chart: chart(parts, now),
    controls: controls(query),
    moreControls: moreControls(query),
    hasMore: asksMore(query),
    action: `${following(text)}#danh-sach`,
    unitId: query.unitId ? String(query.unitId) : '',
    clear: followAddress(text, unfiltered(query)),
    isFiltered: asksAny(query),
    isListFolded: !hasRole(actor, 'REVIEWER') && !asksAny(query) && !query.after,
    exports: [
      { text: 'Excel (.xlsx)', href: exportAddress(text, query, 'xlsx') },
      { text: 'CSV', href: exportAddress(text, query, 'csv') },
    ],
    table: followTable(list.rows, { actor, year: text }, now),
    pager: listPager(list, query, text),
  };
}

/** The sentence, what needs doing, the rates and the branches: of all children, whatever the list is filtered by. */
function standing(parts: FollowParts, year: string, now: Date) {
  const { actor, period, unit, query, facts, before, oldest, own, endings, soon, branches } = parts;
  const isOwn = unit.id === actor.unit.id;
  const reviews = isOwn && hasRole(actor, 'REVIEWER');
  const waits = { oldest, reviews, left: isOwn ? endings.left : [], own: isOwn ? own : null };
  const total = progressOf([...facts.direct, ...facts.deeper], now);
  const said = { year, query, children: facts.children, grassroots: total };
  const whose = { unit: isOwn ? '' : unit.name, isDeep: facts.deeper.length > 0 };
  return {
    headline: headline({ ...said, ...whose, isLeader: !hasRole(actor, 'REVIEWER') }, now),
    actions: isOwn ? actions(parts, year, now) : [],
    tasks: tasks({ year, query, facts: facts.children, soon, ...waits }, now),
    stats: rates(facts.children, before && before.children, now),
    comparedWith: comparedWith(period.year, before && before.children, now),
    ended: endings.counted > 0 ? endedCount(endings.counted) : '',
    endedHref: `${followAddress(year, { ...unfiltered(query), activity: 'ENDED' })}#danh-sach`,
    branches: branchTable(
      { branches, total, direct: progressOf(facts.direct, now), within: actor.unit.path },
      year,
      query,
    ),
  };
}

const SUMMARY = { text: 'Bản tóm tắt một trang' };

/** What the reader does next with the reports of the own unit's children: review first, then remind. */
function actions({ actor, facts, soon }: FollowParts, year: string, now: Date): string[] {
  if (!hasRole(actor, 'REVIEWER'))
    return [ui.button({ ...SUMMARY, href: summaryOf(year), kind: 'secondary' })];
  const { toReview, overdue, correctionsOverdue } = waitingOf(facts.children, now, soon);
  const late = overdue + correctionsOverdue;
  const review = { text: `Xét duyệt ${formatNumber(toReview)} báo cáo`, href: worklistOf(year) };
  const remind = { text: `Đôn đốc ${formatNumber(late)} đơn vị`, href: newReminder(year) };
  return [
    ...(toReview > 0 ? [ui.button(review)] : []),
    ...(late > 0 ? [ui.button({ ...remind, kind: 'secondary' })] : []),
  ];
}

function chart({ period, unit, facts, before, changes }: FollowParts, now: Date): SafeHtml {
  const counts = countsOf(facts.children);
  const dueBefore = dueBeforeFor(datesForReporters(period, changes), unit);
  const said = { year: period.year, facts: facts.children, before: before && before.children };
  return receivedChart({ ...said, counts, dueBefore }, now);
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

/** What a reviewer does with many reports at once. */
function links(actor: Actor, year: string): FollowPage['links'] {
  if (!hasRole(actor, 'REVIEWER')) return [];
  return [
    { ...SUMMARY, href: summaryOf(year) },
    { text: 'Gia hạn hàng loạt', href: bulkDecision(year, 'gia-han') },
    ...(actor.unit.parentId === null ? [{ text: 'Gia hạn cả nhánh', href: branchExtension(year) }] : []),
    { text: 'Miễn hàng loạt', href: bulkDecision(year, 'mien') },
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
  'xep-nhanh': 'Thứ tự các nhánh',
  'don-vi': 'Đơn vị',
};

function problem(unknown: readonly string[]): string {
  const names = unknown.map((name) => PARAMETERS[name] ?? name).join(', ');
  return `Địa chỉ trang có mục không đọc được, đã bỏ qua: ${names}. Hãy chọn lại trong bộ lọc dưới đây.`;
}

function controls(query: FollowQuery): string[] {
  return [
    ui.field({ name: 'ten', label: 'Tên đơn vị', value: query.name, width: 20 }),
    choice('trang-thai', 'Trạng thái', pick(statusFilters, STATUSES), query.status, 'Tất cả'),
    choice('thoi-han', 'Thời hạn', TIMELINESS, query.timeliness, 'Tất cả'),
  ];
}

function moreControls(query: FollowQuery): string[] {
  return [
    choice('cap', 'Cấp', pick(lowerLevels, levelNames), query.level, 'Tất cả'),
    choice('lien-he', 'Liên hệ', CONTACTS, query.contact, 'Tất cả'),
    choice('hoat-dong', 'Hoạt động', ACTIVITIES, query.activity, 'Tất cả'),
    ui.field({
      name: 'ngay',
      label: 'Sắp đến hạn: số ngày làm việc',
      value: String(query.days),
      width: 3,
      kind: 'number',
    }),
    choice('sap-xep', 'Sắp xếp', SORTS, query.sort),
  ];
}

const asksAny = (query: FollowQuery) =>
  Boolean(query.status ?? query.timeliness ?? query.name) || asksMore(query);

/** Whether one of the folded controls says something. */
function asksMore({ level, contact, activity, days, sort }: FollowQuery): boolean {
  return Boolean(level ?? contact ?? activity) || days !== DUE_SOON_DAYS || sort !== 'name';
}

/** `all`: what stands for no choice. */
function choice(
  name: string,
  label: string,
  items: Record<string, string>,
  value = '',
  all?: string,
): string {
  const none = all ? [{ value: '', text: all }] : [];
  const others = Object.entries(items).map(([key, text]) => ({ value: key, text }));
  return ui.select({ name, label, items: [...none, ...others], value });
}

function pick<K extends string>(keys: readonly K[], words: Record<K, string>): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, words[key]]));
}

interface Reader {
  readonly actor: Actor;
  readonly year: string;
}

function followTable(rows: readonly ChildReport[], reader: Reader, now: Date): string {
  return ui.table({
    caption: 'Báo cáo của các đơn vị',
    rows,
    columns: [
      ['Đơn vị', (row) => unitCell(row, now)],
      ['Trạng thái', ({ status }) => ({ html: statusTag(status) })],
      ['Thời hạn', (row) => timeWords(row, now)],
      ['Nộp gần nhất', filedAt, 'nowrap'],
      ['Xem thêm', (row) => wayOn(row, reader), 'actions'],
    ],
  });
}

function unitCell({ id, unitName, unit }: ChildReport, now: Date): Cell {
  const report = { text: unitName, href: reviewOf(id) };
  const words = endedWords(unit, now);
  const ended = words && markup` <span class="hint">(${words})</span>`;
  return markup`${report} <span class="code">${unit.code}</span>${ended}`;
}

function filedAt({ lastSubmittedAt }: ChildReport): Cell {
  return lastSubmittedAt ? formatTime(lastSubmittedAt) : { text: '–', href: '', look: 'none' };
}

/** To what is known of the unit, and to the units below it; not to those of one that stands elsewhere today. */
function wayOn({ unitId, unitName, unitLevel, unit }: ChildReport, { actor, year }: Reader): Cell {
  const profile = markup`<a href="${unitProfile(unitId)}">Hồ sơ đơn vị<span class="visually-hidden"> ${unitName}</span></a>`;
  if (unitLevel === 'GRASSROOTS' || !unit.path.startsWith(actor.unit.path)) return profile;
  return markup`${profile} <a href="${following(year)}?don-vi=${unitId}">Cấp dưới<span class="visually-hidden"> của ${unitName}</span></a>`;
}
