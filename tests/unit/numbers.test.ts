import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../src/platform/format.js';
import { parseDecimal, parseInteger } from '../../src/platform/numbers.js';

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
  ])('the decimal %j is %s', (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  it('what is shown is read back the same', () => {
    for (const value of [0, 7, 1234, 1_000_000, 0.5, 1234.5, 99.999999])
      expect(parseDecimal(formatNumber(value))).toBe(value);
  });
});
