import type { z } from 'zod';
import { cleanLine } from '../../platform/text/text.js';
import { wordsKind, wordsSchema } from './words.js';

const schema = wordsSchema('line', 300);

export const line = {
  schema,
  ...wordsKind<z.infer<typeof schema>>({
    editor: {
      name: 'Một dòng chữ',
      boxes: ['maxLength'],
      options: ['required', 'prefill'],
    },
    as: 'line',
    clean: cleanLine,
    cellHelp: (_field, help) => help,
    // The number of a document is of its own year.
    servesAgain: ({ prefill }) => prefill,
  }),
};
