import type { z } from 'zod';
import { parseInteger } from '../../platform/text/numbers.js';
import { WHOLE_NUMBER } from './integer.js';
import { numberKind, numberSchema, wholeNumberCell } from './number.js';

const schema = numberSchema('money');
const UNIT = /\s*(?:đồng|đ|vnđ|vnd)$/i;

/** In đồng. */
export const money = {
  schema,
  ...numberKind<z.infer<typeof schema>>({
    name: 'Số tiền (đồng)',
    suffix: 'đồng',
    parse: parseInteger,
    rule: WHOLE_NUMBER,
    isWhole: true,
    unit: UNIT,
    cell: wholeNumberCell(UNIT),
  }),
};
