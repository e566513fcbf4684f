import { describe, expect, it } from 'vitest';
import { summaryDoneOn, weekday, weekStart } from '../../src/accounts/summary-days.js';
import { heatOf, ranked } from '../../src/review/following/branches/rules.js';

describe('The branches in the order of a rate', () => {
  const row = (name: string, received: number, expected: number, overdue = 0) => ({
    ...{ name, expected, received, overdue, onTime: 0, accepted: 0 },
  });
  const rows = [row('a', 1, 2), row('b', 0, 0), row('c', 2, 3, 1), row('d', 5, 10, 4)];
  const names = (by: 'received' | 'overdue', isRising: boolean) =>
    ranked(rows, { by, isRising })
      .map(({ name }) => name)
      .join('');

  it('stand by their share and not by their number; the same ones as they came', () => {
    expect(names('received', false)).toBe('cadb');
    expect(names('received', true)).toBe('adcb');
  });

  it('of how many are overdue, by the number; those that expect nothing are last either way', () => {
    expect(names('overdue', false)).toBe('dcab');
    expect(names('overdue', true)).toBe('acdb');
  });
});

it('a cell is darkest for the whole only, and white for nothing', () => {
  expect([0, 1, 2, 5, 99, 100].map((part) => heatOf(part, 100))).toEqual([0, 0, 0, 0, 4, 5]);
  expect([heatOf(1, 4), heatOf(1, 2), heatOf(2, 3), heatOf(3, 3), heatOf(0, 0)]).toEqual([1, 2, 3, 5, 0]);
});

describe('The week of the summary', () => {
  const at = (text: string) => new Date(`${text}+07:00`);

  it('begins on Monday at midnight here, wherever the server is', () => {
    expect(weekday(at('2026-08-24T00:00:00'))).toBe(1);
    expect(weekday(at('2026-08-23T23:59:59.999'))).toBe(7);
    expect(weekStart(at('2026-08-24T00:00:00'))).toEqual(at('2026-08-24T00:00:00'));
    expect(weekStart(at('2026-08-30T23:59:59.999'))).toEqual(at('2026-08-24T00:00:00'));
  });

  it('has a first letter still, if the day that is chosen is to come', () => {
    const wednesday = at('2026-08-26T09:00:00');
    expect(summaryDoneOn(4, wednesday)).toBeNull();
    expect(summaryDoneOn(3, wednesday)).toEqual(at('2026-08-26T00:00:00'));
    expect(summaryDoneOn(1, wednesday)).toEqual(at('2026-08-26T00:00:00'));
  });
});
