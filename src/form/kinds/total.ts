import { z } from 'zod';
import { consolidatedFigure } from '../totals.js';
import { asStored, fieldBase, fieldCodes, plainText, type Kind } from './kind.js';

const schema = z.strictObject({
  ...fieldBase,
  kind: z.literal('total'),
  of: fieldCodes,
  unit: z.enum(['', 'đồng']).default(''),
});
export type TotalField = z.infer<typeof schema>;

/** The sum of number fields of its own section, stored with their answers. */
export const total = {
  schema,
  editor: { name: 'Tổng, tự tính', boxes: ['of', 'unit'], options: ['sum', 'average'] },
  answered: {
    by: 'computing',
    parts: ({ of }) => ({ of }),
    numberFormat: '#,##0.######',
  },
  reads: 'figure',
  isFigure: true,
  isWhole: false,
  suffix: ({ unit }) => unit,
  words: (_field, answer) => plainText(answer),
  exported: asStored,
  consolidated: consolidatedFigure,
  renamed: (field, code) => ({ ...field, of: field.of.map(code) }),
} satisfies Kind<TotalField>;
