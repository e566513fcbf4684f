import { z } from 'zod';
import { cleanText } from '../../platform/text/text.js';
import { asStored, namesNone, noSuffix, notConsolidated, plainText, type Kind } from './kind.js';
import { readWords, wordsCell, wordsSchema } from './words.js';

const schema = wordsSchema('text', 20_000);
export type TextField = z.infer<typeof schema>;

/** Prose: what is written, read, marked and gathered as a narrative. */
export const text = {
  schema,
  answer: z.string(),
  editor: {
    name: 'Đoạn văn',
    boxes: ['maxLength', 'obligation', 'audience', 'outline', 'options'],
    options: ['required', 'prefill'],
  },
  answered: {
    by: 'typing',
    control: () => ({ as: 'paragraphs' }),
    cell: wordsCell(({ outline }, help) => (outline ? `${help}\n${outline}`.trim() : help)),
    read: (field, typed) => readWords(field, cleanText(typed)),
    typed: (_field, answer) => plainText(answer),
    accepts: () => true,
    servesAgain: () => true,
  },
  reads: 'paragraphs',
  isFigure: false,
  isShare: false,
  suffix: noSuffix,
  words: (_field, answer) => plainText(answer),
  exported: asStored,
  consolidated: notConsolidated,
  renamed: namesNone,
} satisfies Kind<TextField>;
