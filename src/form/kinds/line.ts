import { z } from 'zod';
import { cleanLine } from '../../platform/text/text.js';
import { asStored, namesNone, noSuffix, notConsolidated, plainText, type Kind } from './kind.js';
import { readWords, wordsCell, wordsSchema } from './words.js';

const schema = wordsSchema('line', 300);
export type LineField = z.infer<typeof schema>;

export const line = {
  schema,
  answer: z.string(),
  editor: {
    name: 'Một dòng chữ',
    boxes: ['maxLength', 'meaning', 'options'],
    options: ['required', 'prefill'],
  },
  answered: {
    by: 'typing',
    control: () => ({ as: 'line' }),
    cell: wordsCell((_field, help) => help),
    read: (field, text) => readWords(field, cleanLine(text)),
    typed: (_field, answer) => plainText(answer),
    accepts: () => true,
    // The number of a document is of its own year.
    servesAgain: ({ prefill }) => prefill,
  },
  reads: 'line',
  isFigure: false,
  isShare: false,
  suffix: noSuffix,
  words: (_field, answer) => plainText(answer),
  exported: asStored,
  consolidated: notConsolidated,
  renamed: namesNone,
} satisfies Kind<LineField>;
