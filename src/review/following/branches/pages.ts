import { ui } from '../../../platform/page/components.js';
import { formatNumber, formatRate } from '../../../platform/text/format.js';
import { markup, type Cell } from '../../../platform/page/table.js';
import { branchesAddress, followAddress, unfiltered, type FollowQuery } from '../forms.js';
import type { Branches } from './finders.js';

type Branch = Branches['rows'][number];

export interface BranchTable {
  /** '' where the tree has none. */
  table: string;
  pager: string;
}

/** How far each branch of the tree is. */
export function branchTable({ rows, more }: Branches, year: string, query: FollowQuery): BranchTable {
  const last = rows.at(-1);
  return {
    table: table(rows, year, query),
    pager: ui.pager({
      previous: query.branchesAfter
        ? { href: `${branchesAddress(year, query)}#theo-nhanh`, text: 'Về các nhánh đầu' }
        : undefined,
      next:
        more && last
          ? { href: `${branchesAddress(year, query, last.id)}#theo-nhanh`, text: 'Các nhánh sau' }
          : undefined,
    }),
  };
}

function table(branches: Branches['rows'], year: string, query: FollowQuery): string {
  const below = ({ unitId }: Branch) => ({ ...unfiltered(query), unitId });
  return ui.table({
    caption: 'Báo cáo của các đơn vị cấp dưới, theo từng công đoàn cấp trên cơ sở',
    rows: branches,
    columns: [
      [
        'Công đoàn cấp trên cơ sở',
        (branch) => ({
          text: branch.name,
          href: followAddress(year, below(branch)),
          hidden: 'các đơn vị cấp dưới',
        }),
      ],
      ['Phải báo cáo', ({ expected }) => formatNumber(expected), 'num'],
      ['Đã nộp', (branch) => share(branch.received, branch), 'num'],
      ['Đúng hạn', (branch) => share(branch.onTime, branch), 'num'],
      ['Đã chấp nhận', (branch) => share(branch.accepted, branch), 'num'],
      [
        'Quá hạn',
        (branch) =>
          overdueCell(
            branch,
            `${followAddress(year, { ...below(branch), timeliness: 'overdue' })}#danh-sach`,
          ),
        'num',
      ],
    ],
  });
}

function share(part: number, { expected }: Branch): string {
  return expected === 0 ? '–' : `${formatNumber(part)} (${formatRate(part, expected)})`;
}

function overdueCell({ name, overdue }: Branch, href: string): Cell {
  const count = formatNumber(overdue);
  if (overdue === 0) return count;
  return markup`<a href="${href}">${count}<span class="visually-hidden"> đơn vị quá hạn của ${name}</span></a>`;
}
