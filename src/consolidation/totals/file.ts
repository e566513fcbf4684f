import type { Cell, ListFile } from '../../platform/page/list-file.js';
import { type FieldDefinition, isShare } from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';
import { consolidatedWords } from '../comparison.js';
import { changeOf, figuresOf, isChangeTold, type ComparedFigure, type TotalsParts } from './rules.js';
import { hasAnswer, type Consolidated } from '../../form/totals.js';

/** One row a figure, as a file in which a spreadsheet reads numbers; a rate's row says that it is in %. */
export function totalsFile(parts: TotalsParts): ListFile<ComparedFigure> {
  const { open, sums, before } = parts;
  const isTold = isChangeTold(parts);
  return {
    name: `tong-hop-${open.period.year}`,
    title: 'Tổng hợp',
    columns: [
      { name: 'Mã', width: 25, cell: ({ field }) => field.code },
      { name: 'Phần', width: 40, cell: ({ section }) => sectionHeading(section) },
      { name: 'Chỉ tiêu', width: 60, cell: ({ field }) => labelOf(field) },
      { name: 'Tổng', width: 15, cell: ({ now }) => figure(now) },
      {
        name: before ? `Năm ${before.year}` : 'Năm trước',
        width: 15,
        cell: ({ before: then }) => (then ? figure(then) : null),
      },
      { name: 'Cùng đơn vị, năm nay', width: 15, cell: ({ both }) => (both ? figure(both.now) : null) },
      { name: 'Cùng đơn vị, năm trước', width: 15, cell: ({ both }) => (both ? figure(both.before) : null) },
      { name: 'Tăng, giảm', width: 15, cell: (compared) => bare(changeOf(compared, isTold).change) },
      { name: 'Tăng, giảm (%)', width: 15, cell: (compared) => bare(changeOf(compared, isTold).percent) },
      { name: 'Số đơn vị có báo cáo cả hai năm', width: 12, cell: () => (before ? sums.both.reports : null) },
      {
        name: 'Số đơn vị có số liệu',
        width: 12,
        cell: ({ now }) => ('counted' in now ? now.counted : null),
      },
      { name: 'Số đơn vị được tính', width: 12, cell: () => sums.reports },
      { name: 'Số đơn vị phải báo cáo', width: 12, cell: () => sums.expected },
      {
        name: before ? `Số đơn vị được tính năm ${before.year}` : 'Số đơn vị được tính năm trước',
        width: 12,
        cell: () => before?.sums.reports ?? null,
      },
    ],
    batches: once(figuresOf(parts)),
  };
}

async function* once(figures: readonly ComparedFigure[]): AsyncIterable<readonly ComparedFigure[]> {
  yield await Promise.resolve(figures);
}

function labelOf(field: FieldDefinition): string {
  return isShare(field) ? `${field.label} (%)` : field.label;
}

/** A change in words, "+1.234,5 %", as a figure; nothing where there is none. */
function bare(words: string): Cell {
  const digits = words
    .replace(/^\+| (?:điểm )?%$/g, '')
    .replaceAll('.', '')
    .replace(',', '.');
  return /^-?\d/.test(digits) ? { digits } : null;
}

function figure(value: Consolidated): Cell {
  if (value.kind === 'sum') return hasAnswer(value) ? { digits: value.sum } : null;
  const words = consolidatedWords(value);
  return value.kind === 'count' ? words.replace(/^–$/, '') : bare(words);
}
