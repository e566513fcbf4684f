import type { ListColumn } from '../../platform/page/list-file.js';
import { statusWords } from '../lifecycle.js';
import { kindWords, reasonWords } from '../names.js';
import { hasOverdue, type Listed } from '../rules.js';

/** What stands of each inspection in the exported list. */
export function columns(now: Date): ListColumn<Listed>[] {
  const count = ({ recommendations }: Listed, isCounted: (one: { status: string }) => boolean) =>
    recommendations.filter(isCounted).length;
  return [
    { name: 'Mã đơn vị', width: 14, cell: ({ unit }) => unit.code },
    { name: 'Tên đơn vị', width: 44, cell: ({ unit }) => unit.name },
    { name: 'Hình thức', width: 12, cell: ({ kind }) => kindWords[kind] },
    { name: 'Lý do', width: 16, cell: ({ reason }) => reasonWords[reason] },
    { name: 'Ngày dự kiến', width: 14, cell: ({ plannedOn }) => ({ day: plannedOn }) },
    { name: 'Trạng thái', width: 26, cell: ({ status }) => statusWords[status] },
    { name: 'Đoàn', width: 36, cell: ({ team }) => team },
    { name: 'Nội dung', width: 44, cell: ({ topic }) => topic },
    { name: 'Ngày tiến hành', width: 15, cell: ({ carriedOutOn }) => carriedOutOn && { day: carriedOutOn } },
    { name: 'Số kiến nghị', width: 13, cell: (row) => count(row, () => true) },
    { name: 'Đã thực hiện xong', width: 18, cell: (row) => count(row, ({ status }) => status === 'DONE') },
    { name: 'Quá hạn trả lời', width: 16, cell: (row) => (hasOverdue(row, now) ? 'Có' : '') },
  ];
}
