import { z } from 'zod';
import { formatNumber } from '../../platform/text/format.js';
import { numberProblem } from '../../platform/text/numbers.js';
import { cleanText } from '../../platform/text/text.js';
import { consolidatedFigure } from '../totals.js';
import {
  asStored,
  fieldBase,
  namesNone,
  plainText,
  type AnswerCell,
  type FieldBase,
  type Kind,
  type Read,
} from './kind.js';

// What the kinds of typed numbers have in common.

export const numberSchema = <const K extends string>(kind: K) =>
  z.strictObject({
    ...fieldBase,
    kind: z.literal(kind),
    min: z.number().default(0),
    max: z.number().default(1e12),
  });

interface NumberField extends FieldBase {
  readonly min: number;
  readonly max: number;
}

/** What one kind of number has of its own. */
interface NumberParts<F extends NumberField> {
  readonly name: string;
  readonly suffix: '' | '%' | 'đồng';
  /** Undefined where the text is no number of this kind; then `rule` says how one is written. */
  readonly parse: (text: string) => number | undefined;
  readonly rule: string;
  /** What people may write behind it: its unit of measure. */
  readonly unit?: RegExp;
  /** The greatest that any field of the kind takes. */
  readonly limit?: number;
  readonly isWhole: boolean;
  readonly cell: AnswerCell<F>;
}

export function numberKind<F extends NumberField>(parts: NumberParts<F>): Omit<Kind<F>, 'schema'> {
  const { name, suffix, cell, isWhole } = parts;
  return {
    editor: {
      name,
      boxes: ['min', 'max'],
      options: ['required', 'sum', 'average', 'prefill'],
    },
    answered: {
      by: 'typing',
      control: () => ({ as: 'number' }),
      cell,
      read: (field, text) => readNumber(field, text, parts),
      typed: (_field, answer) => plainText(answer),
      accepts: () => true,
      servesAgain: () => true,
    },
    reads: 'figure',
    isFigure: true,
    isWhole,
    suffix: () => suffix,
    words: (_field, answer) => plainText(answer),
    exported: asStored,
    consolidated: consolidatedFigure,
    renamed: namesNone,
  };
}

function readNumber<F extends NumberField>(
  { label, min, max: own }: F,
  text: string,
  { parse, rule, unit, limit = Infinity }: NumberParts<F>,
): Read {
  const typed = unit ? text.trim().replace(unit, '') : text;
  const value = parse(typed);
  const max = Math.min(own, limit);
  if (value === undefined) return { problem: `${label} ${numberProblem(typed) ?? rule}.` };
  if (value < min) return { problem: `${label} không được nhỏ hơn ${formatNumber(min)}.` };
  if (value > max) return { problem: `${label} không được lớn hơn ${formatNumber(max)}.` };
  return { answer: value };
}

/** A cell of whole numbers, Excel's own. `unit` is what may stand behind one that is written as text. */
export function wholeNumberCell<F extends NumberField>({
  unit,
  example = '1234',
}: { unit?: RegExp; example?: string } = {}): AnswerCell<F> {
  return {
    format: '#,##0',
    validation: ({ min, max }) => ({
      type: 'whole',
      operator: 'between',
      formulae: [min, max],
      errorStyle: 'warning',
      error: 'Hãy ghi số nguyên trong khoảng cho phép.',
      prompt: `Ghi liền các chữ số, không dấu chấm, không dấu phẩy. Ví dụ: ${example}.`,
    }),
    help: (_field, help) => help,
    written: (_field, typed) => typed,
    // Numbers keep their line ends: two numbers in one cell are not one.
    fromText: (_field, text) => (unit ? cleanText(text).replace(unit, '') : cleanText(text)),
    fromNumber: (_field, value) => formatNumber(withoutSignOfZero(value)),
  };
}

/**
 * A cell of text that holds a figure. To an English Office the 12,5 that is typed into a cell of numbers is 125.
 * `isPercent`: 50 % is 0.5 to Excel, and 50 to the portal.
 */
export function decimalCell<F extends NumberField>({
  isPercent,
  prompt,
}: {
  isPercent: boolean;
  prompt: string;
}): AnswerCell<F> {
  const figureFormula = (address: string) => {
    const plain = isPercent ? `SUBSTITUTE(${address},"%","")` : address;
    // 1/2 shows which sign Excel has for decimals.
    const written = `SUBSTITUTE(SUBSTITUTE(${plain},".",""),",",MID(1/2,2,1))`;
    // A number that was pasted in is one already.
    return `IF(ISNUMBER(${address}),${isPercent ? '100*' : ''}${address},VALUE(${written}))`;
  };
  return {
    format: '@',
    figureFormula,
    validation: (_field, { address }) => ({
      type: 'custom',
      formulae: [`ISNUMBER(${figureFormula(address)})`],
      errorStyle: 'warning',
      error: 'Hãy ghi số, phần thập phân sau dấu phẩy, ví dụ 12,5.',
      prompt,
    }),
    help: (_field, help) => `${help} Viết phần thập phân sau dấu phẩy, ví dụ 12,5.`.trim(),
    written: (_field, typed) => typed,
    fromText: (_field, text) => (isPercent ? cleanText(text).replace(/\s*%$/, '') : cleanText(text)),
    // A percentage is what Excel shows: whoever types 50 % and whoever types 50 into a plain cell both said 50.
    fromNumber: (_field, value, isShown) =>
      formatNumber(withoutSignOfZero(isPercent && isShown ? value * 100 : value)),
  };
}

/** What Excel counts to nothing from below is −0: it shows 0. */
const withoutSignOfZero = (value: number) => value || 0;
