import type { z } from 'zod';
import { parseDecimal, parseInteger } from '../../platform/text/numbers.js';
import { numberKind, numberSchema, wholeNumberCell } from './number.js';

const schema = numberSchema('money');
const UNIT = /\s*(?:đồng|đ|vnđ|vnd)$/i;

/** In đồng. */
export const money = {
  schema,
  ...numberKind<z.infer<typeof schema>>({
    name: 'Số tiền (đồng)',
    suffix: 'đồng',
    parse: parseMoney,
    rule: 'phải là số tiền viết bằng chữ số, ví dụ 200.000.000, hoặc viết gọn như “200 triệu”, “1,5 tỷ”',
    isWhole: true,
    unit: UNIT,
    cell: wholeNumberCell({ unit: UNIT, example: '200000000' }),
  }),
};

// As client/figure.ts reads them.
const SAID = /^(.*\d)\s*(tỷ|tỉ|triệu|tr|nghìn|ngàn)$/i;
const THOUSANDS: Readonly<Record<string, number>> = { tỷ: 3, tỉ: 3, triệu: 2, tr: 2, nghìn: 1, ngàn: 1 };

/** "200.000.000", or as people say it: "200 triệu", "1,5 tỷ", "15 tr". Undefined also where that is no whole đồng. */
function parseMoney(text: string): number | undefined {
  const [, figures = '', word = ''] = SAID.exec(text.trim()) ?? [];
  if (word === '') return parseInteger(text);
  const value = (parseDecimal(figures) ?? NaN) * 1000 ** (THOUSANDS[word.toLowerCase()] ?? NaN);
  const whole = Math.round(value);
  // A part of a đồng is 0.001 at least: less is the computer's own.
  return Number.isSafeInteger(whole) && Math.abs(value - whole) < 0.0005 ? whole : undefined;
}
