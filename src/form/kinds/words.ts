import { z } from 'zod';
import { formatNumber } from '../../platform/text/format.js';
import {
  asStored,
  fieldBase,
  namesNone,
  noSuffix,
  notConsolidated,
  plainText,
  type AnswerCell,
  type FieldBase,
  type Kind,
  type KindInEditor,
  type Read,
} from './kind.js';

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

/** What one kind of words has of its own. */
interface WordsParts<F extends WordsField> {
  readonly editor: KindInEditor;
  readonly as: 'line' | 'paragraphs';
  /** What was typed as it is stored. */
  readonly clean: (typed: string) => string;
  readonly cellHelp: AnswerCell<F>['help'];
  readonly servesAgain: (field: F) => boolean;
}

export function wordsKind<F extends WordsField>({
  editor,
  as,
  clean,
  cellHelp,
  servesAgain,
}: WordsParts<F>): Omit<Kind<F>, 'schema'> {
  return {
    editor,
    answered: {
      by: 'typing',
      control: () => ({ as }),
      cell: wordsCell(cellHelp),
      read: (field, text) => readWords(field, clean(text)),
      typed: (_field, answer) => plainText(answer),
      accepts: () => true,
      servesAgain,
    },
    reads: as,
    isFigure: false,
    isWhole: false,
    suffix: noSuffix,
    words: (_field, answer) => plainText(answer),
    exported: asStored,
    consolidated: notConsolidated,
    renamed: namesNone,
  };
}

/** `text` as it will be stored. */
function readWords({ label, maxLength }: WordsField, text: string): Read {
  if (text.length <= maxLength) return { answer: text };
  return {
    problem: `${label} dài ${formatNumber(text.length)} ký tự, quá mức ${formatNumber(maxLength)} ký tự. Hãy rút gọn.`,
  };
}

/** A cell of any text. */
function wordsCell<F extends WordsField>(help: AnswerCell<F>['help']): AnswerCell<F> {
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
