import { z } from 'zod';
import { asStored, fieldBase, namesNone, noSuffix, notConsolidated, plainText, type Kind } from './kind.js';

const schema = z.strictObject({
  ...fieldBase,
  kind: z.literal('file'),
  accept: z.enum(['pdf', 'any']).default('any'),
});
export type FileField = z.infer<typeof schema>;

/** Files, any number of them. They are kept beside the answers (reports/drafts). */
export const file = {
  schema,
  editor: { name: 'Tệp', boxes: ['accept'], options: ['required'] },
  answered: { by: 'files', accept: ({ accept }) => accept },
  reads: 'files',
  isFigure: false,
  isWhole: false,
  suffix: noSuffix,
  words: (_field, answer) => plainText(answer),
  exported: asStored,
  consolidated: notConsolidated,
  renamed: namesNone,
} satisfies Kind<FileField>;
