import type { z } from 'zod';
import { parseInteger } from '../../platform/text/numbers.js';
import { numberKind, numberSchema, wholeNumberCell } from './number.js';

const schema = numberSchema('integer');
export const WHOLE_NUMBER = 'phải là số nguyên viết bằng chữ số, ví dụ 1.234';

export const integer = {
  schema,
  ...numberKind<z.infer<typeof schema>>({
    name: 'Số nguyên',
    suffix: '',
    parse: parseInteger,
    rule: WHOLE_NUMBER,
    isWhole: true,
    cell: wholeNumberCell(),
  }),
};
