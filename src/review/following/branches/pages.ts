import { ui } from '../../../platform/page/components.js';
import { formatNumber, formatRate } from '../../../platform/text/format.js';
import { branchesAddress, followAddress, unfiltered, type FollowQuery } from '../forms.js';
import type { Branches } from './finders.js';

export interface BranchTable {
  rows: readonly {
    name: string;
    href: string;
    expected: string;
    received: string;
    onTime: string;
    accepted: string;
    overdue: string;
    overdueHref: string;
  }[];
  pager: string;
}

/** How far each branch of the tree is. */
export function branchTable({ rows, more }: Branches, year: string, query: FollowQuery): BranchTable {
  const last = rows.at(-1);
  return {
    rows: rows.map((branch) => {
      const below = { ...unfiltered(query), unitId: branch.unitId };
      const share = (part: number) =>
        branch.expected === 0 ? '–' : `${formatNumber(part)} (${formatRate(part, branch.expected)})`;
      return {
        name: branch.name,
        href: followAddress(year, below),
        expected: formatNumber(branch.expected),
        received: share(branch.received),
        onTime: share(branch.onTime),
        accepted: share(branch.accepted),
        overdue: formatNumber(branch.overdue),
        overdueHref:
          branch.overdue > 0 ? `${followAddress(year, { ...below, timeliness: 'overdue' })}#danh-sach` : '',
      };
    }),
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
