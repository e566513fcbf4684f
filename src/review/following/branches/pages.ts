import { ui } from '../../../platform/page/components.js';
import { formatNumber, formatRate } from '../../../platform/text/format.js';
import { markup, type Cell, type Column, type Sort } from '../../../platform/page/table.js';
import { statusTag } from '../../../reports/status-tags.js';
import {
  branchesAddress,
  branchOrderAddress,
  leagueAddress,
  followAddress,
  unfiltered,
  type BranchSort,
  type FollowQuery,
} from '../forms.js';
import type { Progress } from '../rules.js';
import type { Branch, Branches } from './finders.js';
import { filedOf, heatOf, ranked } from './rules.js';

export interface BranchTable {
  /** '' where the unit has no branches. */
  table: string;
  pager: string;
  /** The whole table, to take away. */
  exports: readonly { text: string; href: string }[];
}

/** The branches of a unit, the grassroots unions right below it, and all of these together. */
export interface League {
  readonly branches: Branches;
  readonly direct: Progress;
  readonly total: Progress;
  /** The path of the reader's unit: no link leads to what stands elsewhere today. */
  readonly within: string;
}

/** How far the grassroots unions of each branch are. */
export function branchTable({ branches, ...whole }: League, year: string, query: FollowQuery): BranchTable {
  const { rows, more } = branches;
  const last = rows.at(-1);
  const page = (text: string, after?: number) => ({
    href: `${branchesAddress(year, query, after)}#theo-nhanh`,
    text,
  });
  return {
    table: rows.length === 0 && !query.branchesAfter ? '' : table({ branches, ...whole }, year, query),
    pager: ui.pager({
      previous: query.branchesAfter ? page('Về các nhánh đầu') : undefined,
      next: more && last ? page('Các nhánh sau', last.id) : undefined,
    }),
    exports: [
      { text: 'Excel (.xlsx)', href: leagueAddress(year, query, 'xlsx') },
      { text: 'CSV', href: leagueAddress(year, query, 'csv') },
    ],
  };
}

/** A row of the table: `name` and `own` as they stand in their cells. */
interface Row extends Progress {
  readonly name: Cell;
  readonly own: Cell;
  /** Whose units are overdue; where those right below it are listed, and how many they are. */
  readonly overdueOf: string;
  readonly overdueAt: string;
  readonly overdueDirect: number;
}

function table({ branches, direct, total, within }: League, year: string, query: FollowQuery): string {
  const rows = branches.rows.map((branch) =>
    branchRow(branch, year, { query, isSeen: branch.path.startsWith(within) }),
  );
  if (!branches.more && direct.expected > 0) rows.push(directRow(direct, year, query));
  const isWhole = !branches.more && !query.branchesAfter;
  return ui.table({
    caption: 'Công đoàn cơ sở theo nhánh',
    rows: isWhole && query.branchSort ? ranked(rows, query.branchSort) : rows,
    columns: columns(year, query),
    total: { ...total, name: 'Tổng cộng', own: '', overdueOf: '', overdueAt: '', overdueDirect: 0 },
  });
}

function columns(year: string, query: FollowQuery): Column<Row>[] {
  const rate = (by: 'received' | 'onTime' | 'accepted', text: string, label = text): Column<Row> => [
    { text, label, sort: sortBy(by, year, query) },
    (row) => ({
      text: formatRate(row[by], row.expected),
      href: '',
      look: `heat heat-${heatOf(row[by], row.expected)}`,
    }),
    'num',
  ];
  return [
    ['Nhánh', ({ name }) => name],
    [{ text: 'Báo cáo của chính đơn vị', label: 'Báo cáo riêng' }, ({ own }) => own],
    [{ text: 'CĐCS đã nộp', label: 'CĐCS nộp' }, filedCell, 'num'],
    rate('received', 'Đã nộp'),
    rate('onTime', 'Đúng hạn'),
    rate('accepted', 'Đã chấp nhận', 'Chấp nhận'),
    [{ text: 'Quá hạn', label: 'Quá hạn', sort: sortBy('overdue', year, query) }, overdueCell, 'num'],
  ];
}

/** The highest first; asked for again, the lowest. */
function sortBy(by: BranchSort['by'], year: string, query: FollowQuery): Sort {
  const now = query.branchSort?.by === by ? query.branchSort : undefined;
  return {
    href: branchOrderAddress(year, query, { by, isRising: now?.isRising === false }),
    order: now && (now.isRising ? 'ascending' : 'descending'),
  };
}

function branchRow(
  { name, code, status, unitId, ...progress }: Branch,
  year: string,
  { query, isSeen }: { query: FollowQuery; isSeen: boolean },
): Row {
  const below = { ...unfiltered(query), unitId };
  const link = { text: name, href: followAddress(year, below), hidden: 'các đơn vị cấp dưới' };
  return {
    ...progress,
    name: markup`${isSeen ? link : name} <span class="code">${code}</span>`,
    own: { html: statusTag(status) },
    overdueOf: name,
    overdueAt: isSeen ? followAddress(year, { ...below, level: 'GRASSROOTS', timeliness: 'overdue' }) : '',
  };
}

function directRow(direct: Progress, year: string, query: FollowQuery): Row {
  const rows = { ...unfiltered(query), level: 'GRASSROOTS' as const };
  const text = 'Công đoàn cơ sở trực thuộc';
  return {
    ...direct,
    name: { text, href: `${followAddress(year, rows)}#danh-sach` },
    own: markup`<span class="hint">Từng đơn vị, xem danh sách</span>`,
    overdueOf: text,
    overdueAt: followAddress(year, { ...rows, timeliness: 'overdue' }),
    overdueDirect: direct.overdue,
  };
}

function filedCell(row: Row): Cell {
  return { text: filedOf(row), href: '', look: row.expected === 0 ? 'filed none' : 'filed' };
}

/** The number is of every depth; what leads to a list says how many stand in that list. */
function overdueCell({ overdue, overdueOf, overdueAt, overdueDirect }: Row): Cell {
  const count = formatNumber(overdue);
  if (overdue === 0) return count;
  if (overdueDirect === 0 || overdueAt === '') return { text: count, href: '', look: 'overdue' };
  const hidden = markup`<span class="visually-hidden"> đơn vị quá hạn của ${overdueOf}</span>`;
  const isAll = overdueDirect === overdue;
  const words = isAll ? count : `${formatNumber(overdueDirect)} trực tiếp`;
  const link = markup`<a href="${overdueAt}#danh-sach">${words}${hidden}</a>`;
  return { ...(isAll ? link : markup`${count} (${link})`), look: 'overdue' };
}
