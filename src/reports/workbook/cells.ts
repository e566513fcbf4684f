import { formatNumber } from '../../platform/text/format.js';
import { cleanLine, cleanText, fold } from '../../platform/text/text.js';
import type { FieldDefinition } from '../../form/definition.js';
import type { CellContent } from './file/cell-content.js';
import type { SheetCells } from './file/sheet-reader.js';
import { choiceWords, REASON } from './layout.js';

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
    case 'number':
      return { typed: typedFromNumber(field, content) };
    case 'day':
      return typedFromDay(content.at);
    case 'yes-no':
      if (field.kind === 'yes-no') return { typed: content.value ? 'yes' : 'no' };
      return { typed: content.value ? 'Có' : 'Không' };
  }
}

/** What is written into the cell of a typed answer; the counterpart of `typedFromCell`. */
export function wordsForCell(field: FieldDefinition, typed: string): string {
  if (field.kind === 'yes-no') return typed === 'yes' ? 'Có' : 'Không';
  if (field.kind !== 'choice') return typed;
  return choiceWords(field)[field.choices.findIndex((choice) => choice.code === typed)] ?? '';
}

const YES_NO: Record<string, string> = {
  co: 'yes',
  yes: 'yes',
  true: 'yes',
  khong: 'no',
  no: 'no',
  false: 'no',
};

function typedFromText(field: FieldDefinition, text: string): string {
  switch (field.kind) {
    case 'yes-no':
      return YES_NO[fold(cleanLine(text))] ?? text;
    case 'choice':
      return chosenCode(field, cleanLine(text)) ?? text;
    // Numbers keep their line ends: two numbers in one cell are not one.
    case 'percent':
      return cleanText(text).replace(/\s*%$/, '');
    case 'money':
      return cleanText(text).replace(/\s*(?:đồng|đ|vnđ)$/i, '');
    case 'integer':
    case 'decimal':
      return cleanText(text);
    case 'date':
      return cleanLine(text);
    default:
      // One line on the page, however it was wrapped in its cell.
      return field.code === REASON ? cleanLine(text) : text;
  }
}

/** The very words first: entries may differ by nothing but case or marks. */
function chosenCode(field: ChoiceField, typed: string): string | undefined {
  const words = choiceWords(field);
  const exact = words.indexOf(typed);
  const at = exact >= 0 ? exact : words.findIndex((word) => fold(word) === fold(typed));
  return field.choices[at]?.code;
}
type ChoiceField = Extract<FieldDefinition, { kind: 'choice' }>;

/**
 * A percentage is what Excel shows: 0.5 in a cell of a % format stands there as 50 %, and is 50; 0.5 in any other cell
 * is 0,5. So whoever types 50 % and whoever types 50 into a plain cell both said 50.
 */
function typedFromNumber(
  field: FieldDefinition,
  { value, isPercent }: { value: number; isPercent: boolean },
): string {
  if (field.kind === 'line' || field.kind === 'text') return String(value);
  if (field.kind === 'choice') return typedFromText(field, String(value));
  // What Excel counts to nothing from below is −0: it shows 0.
  return formatNumber((field.kind === 'percent' && isPercent ? value * 100 : value) || 0);
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
