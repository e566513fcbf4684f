import type { z } from 'zod';
import { parseDecimal } from '../../platform/text/numbers.js';
import { DECIMAL_NUMBER } from './decimal.js';
import { decimalCell, numberKind, numberSchema } from './number.js';

const schema = numberSchema('percent');
export const percent = {
  schema,
  ...numberKind<z.infer<typeof schema>>({
    name: 'Phần trăm',
    suffix: '%',
    parse: parseDecimal,
    rule: DECIMAL_NUMBER,
    isWhole: false,
    limit: 100,
    unit: /\s*%$/,
    cell: decimalCell({
      isPercent: true,
      prompt: 'Ghi số phần trăm, phần thập phân sau dấu phẩy. Ví dụ: 12,5 là 12,5 %.',
    }),
  }),
};
