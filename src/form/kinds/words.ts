import { z } from 'zod';
import { formatNumber } from '../../platform/text/format.js';
import { fieldBase, type AnswerCell, type FieldBase, type Read } from './kind.js';

// What the kinds of typed words have in common.

export const wordsSchema = <const K extends string>(kind: K, maxLength: number) =>
  z.strictObject({
    ...fieldBase,
    kind: z.literal(kind),
    maxLength: z.number().int().min(1).max(maxLength).default(maxLength),
    /** The obligation this text answers: its words stand beside the field. */
    obligation: z.string().max(60).optional(),
    /** What an answer may look like, to write along. */
    outline: z.string().max(2000).optional(),
  });

export interface WordsField extends FieldBase {
  readonly maxLength: number;
  readonly outline?: string | undefined;
}

/** `text` as it will be stored. */
export function readWords({ label, maxLength }: WordsField, text: string): Read {
  if (text.length <= maxLength) return { answer: text };
  return {
    problem: `${label} dài ${formatNumber(text.length)} ký tự, quá mức ${formatNumber(maxLength)} ký tự. Hãy rút gọn.`,
  };
}

/** A cell of any text. */
export function wordsCell<F extends WordsField>(help: AnswerCell<F>['help']): AnswerCell<F> {
  return {
    format: '@',
    validation: ({ maxLength }) => ({
      type: 'textLength',
      operator: 'lessThanOrEqual',
      formulae: [maxLength],
      error: `Tối đa ${maxLength} ký tự.`,
    }),
    help,
    written: (_field, typed) => typed,
    fromText: (_field, text) => text,
    fromNumber: (_field, value) => String(value),
  };
}
