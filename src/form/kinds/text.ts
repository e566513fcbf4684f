import type { z } from 'zod';
import { cleanText } from '../../platform/text/text.js';
import { wordsKind, wordsSchema } from './words.js';

const schema = wordsSchema('text', 20_000);

/** Prose: what is written, read, marked and gathered as a narrative. */
export const text = {
  schema,
  ...wordsKind<z.infer<typeof schema>>({
    editor: {
      name: 'Đoạn văn',
      boxes: ['maxLength', 'obligation', 'audience', 'outline'],
      options: ['required', 'prefill'],
    },
    as: 'paragraphs',
    clean: cleanText,
    cellHelp: ({ outline }, help) => (outline ? `${help}\n${outline}`.trim() : help),
    servesAgain: () => true,
  }),
};
