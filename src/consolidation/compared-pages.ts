import type { Column } from '../platform/page/table.js';

interface Compared {
  readonly before: string;
  readonly change: string;
  readonly percent: string;
}

/** What figures were the year before, and how they changed. */
export function comparedColumns<Row extends Compared>(year: number): Column<Row>[] {
  return [
    [`Năm ${year}`, ({ before }) => before, 'num'],
    ['Tăng, giảm', ({ change }) => change, 'num'],
    ['Tỷ lệ', ({ percent }) => percent, 'num'],
  ];
}
