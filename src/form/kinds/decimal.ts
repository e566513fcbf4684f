import type { z } from 'zod';
import { parseDecimal } from '../../platform/text/numbers.js';
import { decimalCell, numberKind, numberSchema } from './number.js';

const schema = numberSchema('decimal');
export const DECIMAL_NUMBER = 'phải là số, phần thập phân viết sau dấu phẩy, ví dụ 12,5';

export const decimal = {
  schema,
  ...numberKind<z.infer<typeof schema>>({
    name: 'Số thập phân',
    suffix: '',
    parse: parseDecimal,
    rule: DECIMAL_NUMBER,
    isWhole: false,
    cell: decimalCell({ isPercent: false, prompt: 'Ghi phần thập phân sau dấu phẩy. Ví dụ: 12,5.' }),
  }),
};
