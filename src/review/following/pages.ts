import { ui } from '../../platform/components.js';
import { formatNumber, formatRate, formatTime } from '../../platform/format.js';
import type { Frame } from '../../platform/render.js';
import { isCorrectionOverdue, timeliness } from '../../reports/deadlines.js';
import { statusWords } from '../../reports/lifecycle.js';
import { statusTag, timelinessWords } from '../../reports/words.js';
import type { ChildReport, Counts } from './finders.js';
import {
  followAddress,
  levelFilters,
  statusFilters,
  type FollowQuery,
  type TimelinessFilter,
} from './forms.js';

export interface FollowPage extends Frame {
  year: string;
  unit: string;
  isOwn: boolean;
  problem: string;
  stats: readonly { label: string; value: string; of: string }[];
  controls: readonly string[];
  action: string;
  unitId: string;
  clear: string;
  isFiltered: boolean;
  rows: readonly {
    name: string;
    href: string;
    below: string;
    tag: string;
    timeliness: string;
    submittedAt: string;
  }[];
  pager: string;
}

declare module '../../platform/render.js' {
  interface Pages {
    'review/follow': FollowPage;
    'review/no-period': Frame;
  }
}

const TIMELINESS: Record<TimelinessFilter, string> = {
  'on-time': 'Đúng hạn',
  late: 'Trễ hạn',
  due: 'Chưa nộp, chưa đến hạn',
  overdue: 'Chưa nộp, quá hạn',
  'correction-overdue': 'Quá hạn sửa',
};
const STATUSES = { ...statusWords, NOT_ACCEPTED: 'Chưa được chấp nhận' };
const LEVELS = { UPPER_LEVEL: 'Công đoàn cấp trên cơ sở', GRASSROOTS: 'Công đoàn cơ sở' };
const SORTS = { name: 'Tên đơn vị', newest: 'Nộp gần đây trước', oldest: 'Nộp sớm trước' };

interface FollowParts {
  year: number;
  unit: { id: number; name: string };
  isOwn: boolean;
  query: FollowQuery;
  unknown: readonly string[];
  counts: Counts;
  list: { rows: readonly ChildReport[]; more: boolean };
}

export function followPage(
  { year, unit, isOwn, query, unknown, counts, list }: FollowParts,
  now: Date,
): FollowPage {
  const text = String(year);
  const last = list.rows.at(-1);
  return {
    ...frame(text, unit, isOwn),
    hasErrors: unknown.length > 0,
    year: text,
    unit: unit.name,
    isOwn,
    problem: unknown.length > 0 ? problem(unknown) : '',
    stats: stats(counts),
    controls: controls(query),
    action: `/theo-doi/${text}`,
    unitId: query.unitId ? String(query.unitId) : '',
    clear: followAddress(text, { name: '', sort: 'name', ...(query.unitId ? { unitId: query.unitId } : {}) }),
    isFiltered: Boolean(query.status ?? query.timeliness ?? query.level ?? query.name),
    rows: list.rows.map((row) => followRow(row, text, now)),
    pager: ui.pager({
      previous: query.after ? { href: followAddress(text, query), text: 'Về trang đầu' } : undefined,
      next: list.more && last ? { href: followAddress(text, query, last.id) } : undefined,
    }),
  };
}

function frame(year: string, unit: { name: string }, isOwn: boolean): Frame {
  const title = `Theo dõi năm ${year}`;
  if (isOwn) return { title, nav: 'following' };
  const crumbs = [{ text: title, href: `/theo-doi/${year}` }, { text: unit.name }];
  return { title: `${title}: ${unit.name}`, nav: 'following', crumbs };
}

const PARAMETERS: Record<string, string> = {
  'trang-thai': 'Trạng thái',
  'thoi-han': 'Thời hạn',
  cap: 'Cấp',
  'sap-xep': 'Sắp xếp',
  'don-vi': 'Đơn vị',
};

function problem(unknown: readonly string[]): string {
  const names = unknown.map((name) => PARAMETERS[name] ?? name).join(', ');
  return `Địa chỉ trang có mục không đọc được, đã bỏ qua: ${names}. Hãy chọn lại trong bộ lọc dưới đây.`;
}

function stats({ expected, received, onTime, accepted }: Counts) {
  const stat = (label: string, part: number) => ({
    label,
    value: formatRate(part, expected),
    of: `${formatNumber(part)} / ${formatNumber(expected)} đơn vị`,
  });
  return [stat('Đã nộp', received), stat('Nộp đúng hạn', onTime), stat('Đã chấp nhận', accepted)];
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
    select('cap', 'Cấp', pick(levelFilters, LEVELS), query.level, 'Tất cả'),
    select('sap-xep', 'Sắp xếp', SORTS, query.sort),
  ];
}

function followRow(row: ChildReport, year: string, now: Date): FollowPage['rows'][number] {
  return {
    name: row.unitName,
    href: `/xet-duyet/${String(row.id)}`,
    below: row.unitLevel === 'GRASSROOTS' ? '' : `/theo-doi/${year}?don-vi=${String(row.unitId)}`,
    tag: statusTag(row.status),
    timeliness: isCorrectionOverdue(row, now)
      ? TIMELINESS['correction-overdue']
      : timelinessWords(timeliness(row, now)),
    submittedAt: row.lastSubmittedAt ? formatTime(row.lastSubmittedAt) : '–',
  };
}
