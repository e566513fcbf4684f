import type { ListFile } from '../../platform/list-file.js';
import { sectionHeading } from '../../reports/answer-sheet.js';
import { consolidatedWords } from '../comparison.js';
import { isSaid, type Consolidated } from '../rules.js';
import { changeOf, figuresOf, isChangeTold, type ComparedFigure, type TotalsParts } from './rules.js';

/** One row a figure, as a file: plain digits with the Vietnamese decimal sign, so that a spreadsheet reads numbers. */
export function totalsFile(parts: TotalsParts): ListFile<ComparedFigure> {
  const { open, sums, before } = parts;
  const isTold = isChangeTold(parts);
  return {
    name: `tong-hop-${String(open.period.year)}`,
    title: 'Tổng hợp',
    columns: [
      { name: 'Mã', width: 25, cell: ({ field }) => field.code },
      { name: 'Phần', width: 40, cell: ({ section }) => sectionHeading(section) },
      { name: 'Chỉ tiêu', width: 60, cell: ({ field }) => field.label },
      { name: 'Tổng', width: 15, cell: ({ now }) => digits(now) },
      {
        name: before ? `Năm ${String(before.year)}` : 'Năm trước',
        width: 15,
        cell: ({ before: then }) => (then ? digits(then) : ''),
      },
      { name: 'Cùng đơn vị, năm nay', width: 15, cell: ({ both }) => (both ? digits(both.now) : '') },
      { name: 'Cùng đơn vị, năm trước', width: 15, cell: ({ both }) => (both ? digits(both.before) : '') },
      { name: 'Tăng, giảm', width: 15, cell: (figure) => bare(changeOf(figure, isTold).change) },
      { name: 'Tăng, giảm (%)', width: 15, cell: (figure) => bare(changeOf(figure, isTold).percent) },
      { name: 'Số đơn vị có báo cáo cả hai năm', width: 12, cell: () => (before ? sums.both.reports : null) },
      {
        name: 'Số đơn vị có số liệu',
        width: 12,
        cell: ({ now }) => ('counted' in now ? now.counted : null),
      },
      { name: 'Số đơn vị được tính', width: 12, cell: () => sums.reports },
      { name: 'Số đơn vị phải báo cáo', width: 12, cell: () => sums.expected },
    ],
    batches: once(figuresOf(parts)),
  };
}

async function* once(figures: readonly ComparedFigure[]): AsyncIterable<readonly ComparedFigure[]> {
  yield await Promise.resolve(figures);
}

/** Without what a spreadsheet would take for a formula, or for words. */
function bare(words: string): string {
  return words.replace(/^\+|^–$/, '').replace(/\.(?=\d{3})/g, '');
}

function digits(value: Consolidated): string {
  if (value.kind === 'sum') return isSaid(value) ? value.sum.replace('.', ',') : '';
  return consolidatedWords(value).replace(/^–$/, '');
}
