import { z } from 'zod';
import { formatNumber } from '../../platform/text/format.js';
import type { Audience } from '../audiences.js';
import { meaningProperties, type Meaning } from '../meanings.js';
import type { Consolidated, Totals } from '../totals.js';

// A kind of field is one object: whatever the portal does with a field by its kind is a part of it, and a kind that
// leaves one out does not compile. A new kind is a file beside this one, and a line in ../kinds.ts.

/** A stored answer: numbers as numbers, yes/no as booleans, dates as "2026-09-09", all else as text. */
export const answer = z.union([z.number(), z.string(), z.boolean()]);
export type Answer = z.infer<typeof answer>;

/** What was typed as it is stored, or what is wrong with it, in a sentence that begins with the field's label. */
export type Read = { answer: Answer } | { problem: string };

/** What every field of a form has. */
export interface FieldBase {
  readonly kind: string;
  readonly code: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly required: boolean;
  readonly sum: boolean;
  readonly average: boolean;
  readonly prefill: boolean;
  readonly meaning?: Meaning | undefined;
  readonly audience?: Audience | undefined;
}

export interface Kind<F extends FieldBase> {
  /** How a field of the kind stands in a form. A form is read by it, and described as JSON Schema. */
  readonly schema: z.ZodType<F>;
  readonly editor: KindInEditor;
  /** How it is answered. */
  readonly answered: Typed<F> | Attached<F> | Computed<F>;
  /** How an answer reads in a document: in the table of figures, in a line, in paragraphs, as names of files. */
  readonly reads: 'figure' | 'line' | 'paragraphs' | 'files';
  /** Whether its stored answer is a number that sums, checks and rates may count with. */
  readonly isFigure: boolean;
  /** Whether only whole numbers are typed into it. */
  readonly isWhole: boolean;
  /** The unit of measure behind an answer; '' for none. */
  suffix(field: F): string;
  /** An answer for reading, without the suffix: "1.234", "09/9/2026", "Có". */
  words(field: F, answer: Answer): string;
  /** What a spreadsheet gets of an answer that is stored as text. */
  exported(field: F, answer: string): string | { readonly day: Date };
  /** What the reports make of the field together; undefined where the form does not consolidate it. */
  consolidated(field: F, totals: Totals): Consolidated | undefined;
  /** The field after another one got a new code: `code` gives the new one of each. */
  renamed(field: F, code: (old: string) => string): F;
}

/** `boxes`: those that a field of the kind has of its own, in their order; `options`: what can be ticked. */
export interface KindInEditor {
  readonly name: string;
  readonly boxes: readonly string[];
  readonly options: readonly ('required' | 'sum' | 'average' | 'prefill')[];
}

/** A person types the answer. */
export interface Typed<F extends FieldBase> {
  readonly by: 'typing';
  control(field: F): Control;
  readonly cell: AnswerCell<F>;
  /** `text` is not blank. */
  read(field: F, text: string): Read;
  /** The answer as it is typed into its control. */
  typed(field: F, answer: Answer): string;
  /** Whether an answer that was given to another form's field of this kind and code answers this one too. */
  accepts(field: F, answer: Answer): boolean;
  /** Whether last year's answer may serve this year. */
  servesAgain(field: F): boolean;
}

/** Files are sent; they are no answers. */
export interface Attached<F extends FieldBase> {
  readonly by: 'files';
  accept(field: F): 'pdf' | 'any';
}

/** The portal computes the answer from figures. */
export interface Computed<F extends FieldBase> {
  readonly by: 'computing';
  /**
   * The codes of what is added up and, of a quotient, of what that is divided by. A sum is of figures typed into its own
   * section and stored with them; a quotient is of any, and only shown.
   */
  parts(field: F): { readonly of: readonly string[]; readonly over?: readonly string[] };
  /** Of its cell in a workbook. */
  readonly numberFormat: string;
}

/** What the answer is typed into, as data: reports/drafts draws it. */
export type Control =
  | { readonly as: 'number' | 'line' | 'paragraphs' | 'day' }
  | { readonly as: 'radios' | 'select'; readonly items: readonly { value: string; text: string }[] };

/** The open cell of a field in the workbook that a unit fills in: reports/workbook writes and reads it. */
export interface AnswerCell<F extends FieldBase> {
  /** Text cells take what is typed as it is, whatever order of days and sign of decimals the machine is used to. */
  readonly format: '#,##0' | '@';
  /** Where a figure stands in a cell of text: the formula that makes Excel's own number of it. */
  readonly figureFormula?: (address: string) => string;
  /** What its drop-down offers. */
  entries?(field: F): string[];
  /** Figures and days only warn: the portal understands more ways to write them than a cell can check. */
  validation(field: F, at: { address: string; list: string }): CellValidation | undefined;
  /** What stands beside the cell, made from the field's own help. */
  help(field: F, help: string): string;
  /** What is written into the cell of a typed answer; the counterpart of `fromText`. */
  written(field: F, typed: string): string;
  /** What the cell holds, as a person would type it into the control, where the kind's `read` judges it. */
  fromText(field: F, text: string): string;
  /** `isPercent`: the cell shows 0.5 as 50 %. */
  fromNumber(field: F, value: number, isPercent: boolean): string;
}

export interface CellValidation {
  readonly type: 'list' | 'custom' | 'whole' | 'textLength';
  readonly operator?: 'between' | 'lessThanOrEqual';
  readonly formulae: (string | number)[];
  readonly errorStyle?: 'warning';
  readonly error: string;
  /** Shown beside the cell while it is chosen. */
  readonly prompt?: string;
}

export const fieldCode = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,59}$/,
    'Mã bắt đầu bằng chữ thường không dấu, chỉ gồm chữ thường không dấu, chữ số, dấu gạch dưới, tối đa 60 ký tự.',
  );
export const label = z.string().min(1, 'Không được để trống.').max(300, 'Dài quá 300 ký tự.');
export const fieldCodes = z.array(fieldCode).min(1, 'Hãy ghi ít nhất một mã ô.');

/** The schema of `FieldBase`, but for its kind. */
export const fieldBase = {
  code: fieldCode,
  label,
  help: z.string().max(1000).optional(),
  required: z.boolean().default(false),
  /** Whether consolidation sums it (figures only). */
  sum: z.boolean().default(false),
  /** Whether consolidation takes the mean of the reports that have it (figures that it does not sum). */
  average: z.boolean().default(false),
  /** Stands ready in a section not saved yet: last year's answer, or what the portal knows of the unit. */
  prefill: z.boolean().default(false),
  ...meaningProperties,
};

/** An answer as it is typed where nothing is to be made of it. An older form may have kept another kind of it under the code. */
export function plainText(answer: Answer): string {
  if (typeof answer === 'number') return formatNumber(answer);
  return typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : answer;
}

/** Of a kind whose stored text a spreadsheet gets as it is. */
export const asStored = (_field: unknown, answer: string): string => answer;
/** Of a kind whose fields name no others. */
export const namesNone = <F>(field: F): F => field;
/** Of a kind that consolidation makes nothing of. */
export const notConsolidated = () => undefined;
/** Of a kind whose answers nothing is said behind. */
export const noSuffix = () => '';
