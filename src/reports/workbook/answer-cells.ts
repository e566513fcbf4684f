import type { Cell, DataValidation } from '@cj-tech-master/excelts';
import { isNumberField, type FieldDefinition, type NumberField } from '../../periods/form-definition.js';
import type { Answer } from '../answers.js';
import { wordsForCell } from './cells.js';

export const WRAPPED = { wrapText: true, vertical: 'top' } as const;
export const filled = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const;

/** The open cell of a field. `typed` is the answer as on the page; `list` is where a choice's entries stand. */
export function writeAnswer(
  cell: Cell,
  field: FieldDefinition,
  { answer, typed, list }: { answer: Answer | undefined; typed: string; list: string },
): void {
  cell.protection = { locked: false };
  cell.alignment = WRAPPED;
  cell.fill = filled('FFFFF8DC');
  cell.numFmt = formatOf(field);
  const validation = validationOf(field, list);
  if (validation) cell.dataValidation = { ...validation, allowBlank: true, showErrorMessage: true };
  if (typed === '') return;
  if (typeof answer === 'number') cell.value = field.kind === 'percent' ? answer / 100 : answer;
  else if (field.kind === 'date' && typeof answer === 'string') cell.value = new Date(`${answer}T00:00:00Z`);
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
  cell.numFmt = field.kind === 'rate' ? '#,##0.0' : '#,##0.######';
  cell.alignment = WRAPPED;
  cell.value = formula === undefined ? figure : { formula, result: figure };
}

/** A percentage shows as one; text cells take what is typed as it is. */
function formatOf(field: FieldDefinition): string {
  if (field.kind === 'percent') return '0.######%';
  if (field.kind === 'decimal') return '#,##0.######';
  if (field.kind === 'date') return 'dd/mm/yyyy';
  return isNumberField(field) ? '#,##0' : '@';
}

/** Numbers and days only warn: the portal also understands them written as text. */
function validationOf(field: FieldDefinition, list: string): DataValidation | undefined {
  if (isNumberField(field)) return numberValidation(field);
  switch (field.kind) {
    case 'yes-no':
      return { type: 'list', formulae: ['"Có,Không"'], error: 'Hãy chọn Có hoặc Không.' };
    case 'choice':
      return { type: 'list', formulae: [list], error: 'Hãy chọn một mục trong danh sách.' };
    case 'date':
      return {
        type: 'date',
        operator: 'between',
        formulae: FIRST_AND_LAST_DAY,
        errorStyle: 'warning',
        error: 'Ngày viết theo ngày/tháng/năm, ví dụ 09/9/2026.',
      };
    case 'line':
    case 'text':
      return {
        type: 'textLength',
        operator: 'lessThanOrEqual',
        formulae: [field.maxLength],
        error: `Tối đa ${String(field.maxLength)} ký tự.`,
      };
    default:
      return undefined;
  }
}

const FIRST_AND_LAST_DAY = [new Date('1900-01-01T00:00:00Z'), new Date('2999-12-31T00:00:00Z')];

function numberValidation(field: NumberField): DataValidation {
  const isWhole = field.kind === 'integer' || field.kind === 'money';
  const [scale, max] = field.kind === 'percent' ? [100, Math.min(field.max, 100)] : [1, field.max];
  return {
    type: isWhole ? 'whole' : 'decimal',
    operator: 'between',
    formulae: [field.min / scale, max / scale],
    errorStyle: 'warning',
    error: `Hãy ghi ${isWhole ? 'số nguyên' : 'số'} trong khoảng cho phép.`,
  };
}
