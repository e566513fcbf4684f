import type { Cell, DataValidation } from '@cj-tech-master/excelts';
import { isNumberField, type FieldDefinition, type NumberField } from '../../form/definition.js';
import type { Answer } from '../../form/answers.js';
import { wordsForCell } from './cells.js';
import { figureInText } from './formulas.js';
import { isWrittenAsText } from './layout.js';

export const WRAPPED = { wrapText: true, vertical: 'top' } as const;
/** All of the workbook's: a type without a name is another one in LibreOffice. */
export const TYPE = { name: 'Calibri', family: 2, size: 11 } as const;
export const filled = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const;

/** The open cell of a field. `typed` is the answer as on the page; `list` is where a choice's entries stand. */
export function writeAnswer(
  cell: Cell,
  field: FieldDefinition,
  { answer, typed, list }: { answer: Answer | undefined; typed: string; list: string },
): void {
  cell.protection = { locked: false };
  cell.alignment = WRAPPED;
  cell.font = TYPE;
  cell.fill = filled('FFFFF8DC');
  cell.numFmt = formatOf(field);
  const validation = validationOf(field, { address: cell.address, list });
  if (validation) cell.dataValidation = { ...validation, allowBlank: true, showErrorMessage: true };
  if (typed === '') return;
  if (typeof answer === 'number' && !isWrittenAsText(field)) cell.value = answer;
  // A string stays a string, whatever it begins with: =, +, - and @ too.
  else cell.value = unescaped(wordsForCell(field, typed));
}

/** "_x000D_" means a control to Excel: parted by a mark that the portal takes out of everything that comes in. */
function unescaped(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_\u200b');
}

/** The locked cell of a total or a rate, with its value for programs that do not calculate. */
export function writeComputed(
  cell: Cell,
  field: FieldDefinition,
  { answer, formula }: { answer: Answer | undefined; formula: string | undefined },
): void {
  const figure = typeof answer === 'number' ? answer : '';
  cell.font = TYPE;
  cell.numFmt = field.kind === 'rate' ? '#,##0.0' : '#,##0.######';
  cell.alignment = WRAPPED;
  cell.value = formula === undefined ? figure : { formula, result: figure };
}

/** Text cells take what is typed as it is, whatever order of days and sign of decimals the machine is used to. */
function formatOf(field: FieldDefinition): string {
  return isNumberField(field) && !isWrittenAsText(field) ? '#,##0' : '@';
}

/** Figures and days only warn: the portal understands more ways to write them than a cell can check. */
function validationOf(
  field: FieldDefinition,
  { address, list }: { address: string; list: string },
): DataValidation | undefined {
  if (isNumberField(field)) return isWrittenAsText(field) ? textFigure(field, address) : wholeNumber(field);
  switch (field.kind) {
    case 'yes-no':
      return { type: 'list', formulae: ['"Có,Không"'], error: 'Hãy chọn Có hoặc Không.' };
    case 'choice':
      return { type: 'list', formulae: [list], error: 'Hãy chọn một mục trong danh sách.' };
    case 'date':
      return {
        type: 'custom',
        // Two slashes, or the words of a day.
        formulae: [
          `OR(LEN(${address})-LEN(SUBSTITUTE(${address},"/",""))=2,ISNUMBER(SEARCH("năm",${address})))`,
        ],
        errorStyle: 'warning',
        error: 'Ngày viết theo ngày/tháng/năm, ví dụ 09/9/2026.',
        ...note('Ghi ngày/tháng/năm, ví dụ 09/9/2026. Đây là ô chữ: máy giữ đúng như bạn ghi.'),
      };
    case 'line':
    case 'text':
      return {
        type: 'textLength',
        operator: 'lessThanOrEqual',
        formulae: [field.maxLength],
        error: `Tối đa ${field.maxLength} ký tự.`,
      };
    default:
      return undefined;
  }
}

/** Shown beside the cell while it is chosen. */
function note(prompt: string) {
  return { showInputMessage: true, promptTitle: 'Cách ghi', prompt };
}

function wholeNumber(field: NumberField): DataValidation {
  return {
    type: 'whole',
    operator: 'between',
    formulae: [field.min, field.max],
    errorStyle: 'warning',
    error: 'Hãy ghi số nguyên trong khoảng cho phép.',
    ...note('Ghi liền các chữ số, không dấu chấm, không dấu phẩy. Ví dụ: 1234.'),
  };
}

function textFigure(field: NumberField, address: string): DataValidation {
  return {
    type: 'custom',
    formulae: [`ISNUMBER(${figureInText(field, address)})`],
    errorStyle: 'warning',
    error: 'Hãy ghi số, phần thập phân sau dấu phẩy, ví dụ 12,5.',
    ...note(
      field.kind === 'percent'
        ? 'Ghi số phần trăm, phần thập phân sau dấu phẩy. Ví dụ: 12,5 là 12,5 %.'
        : 'Ghi phần thập phân sau dấu phẩy. Ví dụ: 12,5.',
    ),
  };
}
