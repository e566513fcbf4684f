import { describe, expect, test } from 'vitest';
import type { Level } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import {
  isActive,
  isWithin,
  lastsAsLongAs,
  levels,
  mayStandBelow,
  placeProblems,
} from '../../src/units/rules.js';
import { belowWords, noCounts } from '../../src/units/tree/counts.js';

const at = (day: string | null) => ({ activeTo: day === null ? null : isoDay(day) });

test('a unit stands below a higher level only', () => {
  const allowed = levels.flatMap((level) =>
    levels.filter((parent) => mayStandBelow(level, parent)).map((parent) => `${level}<${parent}`),
  );
  expect(allowed).toEqual(['UPPER_LEVEL<PROVINCE', 'GRASSROOTS<PROVINCE', 'GRASSROOTS<UPPER_LEVEL']);
});

test('/1/5/ is within /1/ and itself, not within /1/50/', () => {
  expect(isWithin({ path: '/1/5/' }, { path: '/1/' })).toBe(true);
  expect(isWithin({ path: '/1/5/' }, { path: '/1/5/' })).toBe(true);
  expect(isWithin({ path: '/1/50/' }, { path: '/1/5/' })).toBe(false);
});

test('the day a unit ends is its first day without it', () => {
  const end = isoDay('2026-10-01');
  expect(isActive({ activeTo: end }, new Date(end.getTime() - 1))).toBe(true);
  expect(isActive({ activeTo: end }, end)).toBe(false);
  expect(isActive({ activeTo: null }, end)).toBe(true);
});

test.each([
  [null, null, true],
  [null, '2026-10-01', true],
  ['2026-10-01', '2026-10-01', true],
  ['2026-10-01', '2026-09-30', true],
  ['2026-10-01', '2026-10-02', false],
  ['2026-10-01', null, false],
])('a parent until %s lasts as long as a child until %s: %s', (parent, child, expected) => {
  expect(lastsAsLongAs(at(parent), at(child))).toBe(expected);
});

describe('where a unit may stand', () => {
  const wanted = (level: Level, activeTo: string | null = null) => ({
    level,
    activeFrom: isoDay('2020-01-01'),
    ...at(activeTo),
  });
  const placed = (level: Level, path: string, activeTo: string | null = null, activeFrom = '2020-01-01') => ({
    level,
    path,
    activeFrom: isoDay(activeFrom),
    ...at(activeTo),
  });
  const province = placed('PROVINCE', '/1/');
  const fields = (...args: Parameters<typeof placeProblems>) =>
    placeProblems(...args).map((problem) => problem.field);

  test.each<[string, Parameters<typeof placeProblems>, string[]]>([
    ['below the province', [wanted('UPPER_LEVEL'), province], []],
    ['below an equal', [wanted('UPPER_LEVEL'), placed('UPPER_LEVEL', '/1/2/')], ['parentId']],
    [
      'below itself',
      [wanted('UPPER_LEVEL'), placed('UPPER_LEVEL', '/1/2/'), { path: '/1/2/' }],
      ['parentId'],
    ],
    [
      'below its own child',
      [wanted('UPPER_LEVEL'), placed('GRASSROOTS', '/1/2/3/'), { path: '/1/2/' }],
      ['parentId'],
    ],
    [
      'below one that ends first',
      [wanted('GRASSROOTS'), placed('UPPER_LEVEL', '/1/2/', '2026-10-01')],
      ['parentId'],
    ],
    [
      'below one that begins later',
      [wanted('GRASSROOTS'), placed('UPPER_LEVEL', '/1/2/', null, '2020-01-02')],
      ['activeFrom'],
    ],
    [
      'beginning after its children',
      [
        wanted('UPPER_LEVEL'),
        province,
        { path: '/1/2/' },
        [placed('GRASSROOTS', '/1/2/3/', null, '2019-12-31')],
      ],
      ['activeFrom'],
    ],
    [
      'on its children’s level',
      [wanted('GRASSROOTS'), province, { path: '/1/2/' }, [placed('GRASSROOTS', '/1/2/3/')]],
      ['level'],
    ],
    [
      'ending before its children',
      [wanted('UPPER_LEVEL', '2026-10-01'), province, { path: '/1/2/' }, [placed('GRASSROOTS', '/1/2/3/')]],
      ['activeTo'],
    ],
    ['ending before it begins', [wanted('GRASSROOTS', '2020-01-01'), province], ['activeTo']],
  ])('%s', (_name, args, expected) => expect(fields(...args)).toEqual(expected));
});

test('units that have ended are counted apart: lists have them, too', () => {
  expect(belowWords({ ...noCounts, upper: 1, grassroots: 1200 })).toBe(
    '1 công đoàn cấp trên cơ sở, 1.200 công đoàn cơ sở',
  );
  expect(belowWords({ ...noCounts, grassroots: 18, ended: 2 })).toBe(
    '18 công đoàn cơ sở (chưa kể 2 đơn vị đã ngừng)',
  );
  expect(belowWords({ ...noCounts, ended: 2 })).toBe('');
});
