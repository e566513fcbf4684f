import { expect, test } from 'vitest';
import { addDays, isoDay } from '../../src/platform/text/calendar.js';
import { dateProblems, datesAfter, defaultDates, type PeriodDates } from '../../src/periods/rules.js';

const dates = defaultDates(2026);
const problems = (given: Partial<PeriodDates>) =>
  dateProblems({ ...dates, ...given }).map(({ field }) => field);

test('the suggested dates are in order, in any year', () => {
  for (const year of [2000, 2024, 2026, 2999]) expect(dateProblems(defaultDates(year))).toEqual([]);
});

test('coverage follows on from the year before, with no day between and none twice', () => {
  expect(addDays(dates.coverageTo, 1)).toEqual(defaultDates(2027).coverageFrom);
  expect(dates.coverageTo < dates.dueBeforeUpperLevel).toBe(true);
});

test('reports are due before 10/9', () => expect(dates.dueBeforeUpperLevel).toEqual(isoDay('2026-09-10')));

test.each<[Partial<PeriodDates>, string[]]>([
  [{ coverageTo: dates.coverageFrom }, ['coverageTo']],
  [{ opensOn: addDays(dates.dueBeforeGrassroots, 0) }, []],
  [{ opensOn: addDays(dates.dueBeforeGrassroots, 1) }, ['dueBeforeGrassroots']],
  [{ dueBeforeGrassroots: dates.dueBeforeUpperLevel }, []],
  [{ dueBeforeGrassroots: addDays(dates.dueBeforeUpperLevel, 1) }, ['dueBeforeUpperLevel']],
  [{ dueBeforeProvince: addDays(dates.dueBeforeUpperLevel, -1) }, ['dueBeforeProvince']],
  [{ lockOn: dates.dueBeforeProvince }, []],
  [{ lockOn: addDays(dates.dueBeforeProvince, -1) }, ['lockOn']],
])('%j → %j', (given, fields) => expect(problems(given)).toEqual(fields));

test('a new period has the days of the one before, whichever these are', () => {
  const before = { ...defaultDates(2026), lockOn: isoDay('2027-01-01'), year: 2026 };
  expect(datesAfter(before, 2027)).toEqual({ ...defaultDates(2027), lockOn: isoDay('2028-01-01') });
  const leap = { ...before, year: 2028, coverageTo: isoDay('2028-02-29') };
  expect(datesAfter(leap, 2029).coverageTo).toEqual(isoDay('2029-02-28'));
});
