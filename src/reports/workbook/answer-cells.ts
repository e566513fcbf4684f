import type { Cell, DataValidation } from '@cj-tech-master/excelts';
import type { Answer } from '../../form/answers.js';
import { computedOf, typedOf, type FieldDefinition } from '../../form/kinds.js';
import type { CellValidation } from '../../form/kinds/kind.js';

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
  const asked = typedOf(field)?.cell;
  if (!asked) return;
  cell.numFmt = asked.format;
  const validation = asked.validation(field, { address: cell.address, list });
  if (validation) cell.dataValidation = validationOf(validation);
  if (typed === '') return;
  if (typeof answer === 'number' && !asked.figureFormula) cell.value = answer;
  // A string stays a string, whatever it begins with: =, +, - and @ too.
  else cell.value = unescaped(asked.written(field, typed));
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
  cell.numFmt = computedOf(field)?.numberFormat ?? '#,##0';
  cell.alignment = WRAPPED;
  cell.value = formula === undefined ? figure : { formula, result: figure };
}

function validationOf({ prompt, ...rule }: CellValidation): DataValidation {
  const note = prompt ? { showInputMessage: true, promptTitle: 'Cách ghi', prompt } : {};
  return { ...rule, ...note, allowBlank: true, showErrorMessage: true };
}
