import { z } from 'zod';
import { consolidatedRate } from '../totals.js';
import { asStored, fieldBase, fieldCodes, plainText, type Kind } from './kind.js';

const schema = z.strictObject({ ...fieldBase, kind: z.literal('rate'), of: fieldCodes, over: fieldCodes });
export type RateField = z.infer<typeof schema>;

/** 100 × (sum of `of`) / (sum of `over`), of figures anywhere in the form; shown only. */
export const rate = {
  schema,
  editor: { name: 'Tỷ lệ (%), tự tính', boxes: ['of', 'over'], options: [] },
  answered: {
    by: 'computing',
    parts: ({ of, over }) => ({ of, over }),
    numberFormat: '#,##0.0',
  },
  reads: 'figure',
  isFigure: false,
  isWhole: false,
  suffix: () => '%',
  words: (_field, answer) => plainText(answer),
  exported: asStored,
  consolidated: consolidatedRate,
  renamed: (field, code) => ({ ...field, of: field.of.map(code), over: field.over.map(code) }),
} satisfies Kind<RateField>;
