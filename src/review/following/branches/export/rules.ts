import { formatRate } from '../../../../platform/text/format.js';
import type { ListColumn } from '../../../../platform/page/list-file.js';
import type { Progress } from '../../rules.js';

/** A line of the table of branches: of a branch, of the grassroots unions right below the unit, or of all together. */
export interface LeagueLine extends Progress {
  readonly code: string;
  readonly name: string;
  /** How the own report of a branch stands; '' for the others. */
  readonly own: string;
}

const rate = (of: 'received' | 'onTime' | 'accepted') => (line: LeagueLine) =>
  formatRate(line[of], line.expected);

/** The same numbers as on the page, with those that the rates are made of. */
export const leagueColumns: readonly ListColumn<LeagueLine>[] = [
  { name: 'Mã đơn vị', width: 14, cell: ({ code }) => code },
  { name: 'Nhánh', width: 44, cell: ({ name }) => name },
  { name: 'Báo cáo của chính đơn vị', width: 26, cell: ({ own }) => own },
  { name: 'CĐCS phải báo cáo', width: 18, cell: ({ expected }) => expected },
  { name: 'CĐCS đã nộp', width: 14, cell: ({ received }) => received },
  { name: 'Tỷ lệ đã nộp', width: 14, cell: rate('received') },
  { name: 'CĐCS nộp đúng hạn', width: 18, cell: ({ onTime }) => onTime },
  { name: 'Tỷ lệ đúng hạn', width: 15, cell: rate('onTime') },
  { name: 'CĐCS đã chấp nhận', width: 18, cell: ({ accepted }) => accepted },
  { name: 'Tỷ lệ đã chấp nhận', width: 18, cell: rate('accepted') },
  { name: 'CĐCS quá hạn', width: 14, cell: ({ overdue }) => overdue },
];
