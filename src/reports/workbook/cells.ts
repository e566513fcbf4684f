import { typedOf, type FieldDefinition } from '../../form/kinds.js';
import { cleanLine } from '../../platform/text/text.js';
import type { CellContent } from './file/cell-content.js';
import type { SheetCells } from './file/sheet-reader.js';
import { REASON } from './layout.js';

/** Rows and columns count from 1. */
export function contentAt(cells: SheetCells, row: number, column: number): CellContent {
  return cells.get(row)?.get(column) ?? { kind: 'empty' };
}

/** The text of a cell, whole numbers too; '' where there is none. */
export function textAt(cells: SheetCells, row: number, column: number): string {
  const content = contentAt(cells, row, column);
  if (content.kind === 'text') return content.text;
  return content.kind === 'number' ? String(content.value) : '';
}

/** The cell as a person would type it into the field on the page, where the page's rules judge it. */
export function typedFromCell(
  field: FieldDefinition,
  content: CellContent,
): { typed: string } | { problem: string } {
  switch (content.kind) {
    case 'empty':
      return { typed: '' };
    case 'formula':
      return { problem: 'Ô có công thức. Hãy dán giá trị (Dán đặc biệt, Giá trị) thay cho công thức.' };
    case 'error':
      return { problem: `Ô báo lỗi ${content.text}. Hãy ghi lại câu trả lời.` };
    case 'text':
      return { typed: typedFromText(field, content.text) };
    case 'number': {
      const { value, isPercent } = content;
      return { typed: typedOf(field)?.cell.fromNumber(field, value, isPercent) ?? String(value) };
    }
    case 'day':
      return typedFromDay(content.at);
    case 'yes-no':
      return { typed: typedFromText(field, content.value ? 'Có' : 'Không') };
  }
}

function typedFromText(field: FieldDefinition, text: string): string {
  // One line on the page, however it was wrapped in its cell.
  if (field.code === REASON) return cleanLine(text);
  return typedOf(field)?.cell.fromText(field, text) ?? text;
}

/**
 * Read in UTC: a zone would shift a day that has none. The form asks for days as text: Excel has made one of a day here
 * by the order that its own language has. 10/9 was 9 October to an English one, so a day that could be either is asked
 * for again; 30/9 could be nothing else.
 */
function typedFromDay(at: Date): { typed: string } | { problem: string } {
  const [day, month, year] = [at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCFullYear()];
  const typed = [day, month, year].join('/');
  if (day > 12 || day === month) return { typed };
  const other = [month, day, year].join('/');
  return {
    problem: `Excel đã đổi ô này thành ngày ${typed}; máy dùng cách viết tháng trước ngày đổi như vậy cả khi bạn ghi ${other}. Hãy định dạng ô là Văn bản (Text) rồi ghi lại ngày/tháng/năm, hoặc ghi trên cổng.`,
  };
}
