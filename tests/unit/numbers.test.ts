import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatExact, formatNumber, formatRate, formatSigned } from '../../src/platform/text/format.js';
import { numberProblem, parseDecimal, parseInteger } from '../../src/platform/text/numbers.js';

describe('Numbers are read the Vietnamese way', () => {
  it.each([
    ['0', 0],
    ['1234', 1234],
    ['1.234', 1234],
    ['1.234.567', 1234567],
    [' 12 ', 12],
    ['-5', -5],
    ['１２', undefined],
    ['1.5', undefined],
    ['1,5', undefined],
    ['12a', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['9999999999999999999', undefined],
    ['1 234 567', 1234567],
    ['1\u00a0234\u202f567', 1234567],
    ['12 345', 12345],
    ['-1 234', -1234],
    ['−5', -5],
    ['0012', 12],
    ['-0', 0],
    ['12 34', undefined],
    ['1 2', undefined],
    ['1234 567', undefined],
    ['1 234.567', undefined],
    ['1  234', undefined],
    ['12\t345', undefined],
    ['12\n345', undefined],
    ['12\r\n345', undefined],
    ['1.23.4', undefined],
    ['0.123', undefined],
    ['1234.567', undefined],
    ['- 5', undefined],
  ])('the whole number %j is %s', (text, expected) => {
    expect(parseInteger(text)).toBe(expected);
  });

  it.each([
    ['1.234,5', 1234.5],
    ['0,25', 0.25],
    ['-0,5', -0.5],
    ['12', 12],
    ['12.5', undefined],
    ['1,2,3', undefined],
    ['1,', undefined],
    [',5', undefined],
    ['12 345,5', 12345.5],
    ['1 234,5 6', undefined],
    ['1,5 000', undefined],
    ['-0,0', 0],
    ['0,1234567', undefined],
    ['1234567890,123456', undefined],
  ])('the decimal %j is %s', (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  it('whatever is written is read back the same, with dots or with blanks', () => {
    const written = fc.oneof(
      fc.maxSafeInteger(),
      fc
        .integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })
        .chain((digits) => fc.integer({ min: 0, max: 6 }).map((places) => digits / 10 ** places)),
    );
    fc.assert(
      fc.property(written, fc.constantFrom('.', ' ', '\u00a0', '\u202f'), (value, blank) => {
        expect(parseDecimal(formatNumber(value).replaceAll('.', blank))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('anything else is refused: as a slow reading says, sign by sign', () => {
    const pieces = ['0', '1', '23', '456', '000', '.', ',', ' ', '\u00a0', '\u202f', '\t', '\n', '-', 'a'];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (typed) => {
        expect(parseDecimal(typed)).toBe(slowly(typed));
        expect(parseInteger(typed)).toBe(typed.includes(',') ? undefined : slowly(typed));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['12 34', 'khoảng trống'],
    ['12\n34', 'khoảng trống'],
    ['12\t345', 'khoảng trống'],
    ['1.23.4', 'dấu chấm'],
    ['99.999.999.999.999.999', 'nhiều chữ số'],
    ['12a', undefined],
    ['12,5', undefined],
    ['1.234', undefined],
    ['1.5', undefined],
  ])('of %j it is said what is wrong: %s', (text, words) => {
    if (words === undefined) expect(numberProblem(text)).toBeUndefined();
    else expect(numberProblem(text)).toContain(words);
  });
});

/** Undefined where it is not read: as the rule says it, part by part, in whole numbers. */
function slowly(typed: string): number | undefined {
  const text = typed.trim().replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
  const isMinus = text.startsWith('-');
  const [whole = '', decimals, ...more] = text.slice(isMinus ? 1 : 0).split(',');
  const digits = wholeDigits(whole);
  if (digits === undefined || more.length > 0) return undefined;
  if (decimals !== undefined && (!isDigits(decimals) || decimals.length > 6)) return undefined;
  const value = exactly(BigInt(digits + (decimals ?? '').padEnd(6, '0')));
  return isMinus && value ? -value : value;
}

/** Undefined for more digits than a double gives back. */
function exactly(millionths: bigint): number | undefined {
  const digits = String(millionths);
  const telling = digits.replace(/0+$/, '');
  // Two whole numbers that a double holds exactly: their quotient is the nearest there is.
  const places = 6 - (digits.length - telling.length);
  if (millionths % 1_000_000n !== 0n)
    return telling.length <= 15 ? Number(telling) / 10 ** places : undefined;
  const whole = Number(millionths / 1_000_000n);
  return Number.isSafeInteger(whole) ? whole : undefined;
}

/** Of one group, or of groups of three after a first one that is no longer and begins with no 0. */
function wholeDigits(whole: string): string | undefined {
  const groups = whole.split(whole.includes('.') ? '.' : ' ');
  if (!groups.every(isDigits)) return undefined;
  const [first = '', ...others] = groups;
  const areGroups = first.length <= 3 && !first.startsWith('0') && others.every(({ length }) => length === 3);
  return others.length === 0 || areGroups ? groups.join('') : undefined;
}

function isDigits(text: string): boolean {
  return text !== '' && Array.from(text).every((sign) => sign >= '0' && sign <= '9');
}

describe('Numbers are written the Vietnamese way', () => {
  it('with no sign before 0', () => {
    expect([-0, -0.0000001].map(formatNumber)).toEqual(['0', '0']);
    expect([-0, 0, 0.0000001].map(formatSigned)).toEqual(['0', '0', '0']);
    expect(['-0', '-0.000', '-0.50'].map(formatExact)).toEqual(['0', '0', '-0,5']);
    expect(formatRate(-0.0001, 1)).toBe('0 %');
  });
});
