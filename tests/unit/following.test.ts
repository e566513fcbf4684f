import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { daysBetween, isoDay } from '../../src/platform/text/calendar.js';
import { workingCalendar } from '../../src/holidays/rules.js';
import { CHART, chartDays, chartShapes } from '../../src/review/following/chart/rules.js';
import {
  countsOf,
  nearestDeadline,
  pointsBetween,
  receivedByDay,
  sameDayIn,
  waitingOf,
  type FactCount,
} from '../../src/review/following/rules.js';
import { columnsAt, type ExportedReport } from '../../src/review/following/export/rules.js';

const at = (text: string) => new Date(`${text}+07:00`);

test.each([
  ['2026-08-20T08:00:00', -1, '2025-08-20'],
  ['2026-08-20T23:59:59.999', -1, '2025-08-20'],
  ['2028-02-29T12:00:00', -1, '2027-02-28'],
  ['2028-02-29T12:00:00', -4, '2024-02-29'],
  ['2025-12-31T00:00:00', 1, '2026-12-31'],
])('the same day as %s, %i years on, is %s', (day, years, same) => {
  expect(sameDayIn(years, at(day))).toEqual(isoDay(same));
});

test.each([
  [[1, 2], [1, 4], 25],
  [[1, 3], [2, 3], -33.3],
  [[1, 3], [1, 3], 0],
  [[0, 0], [1, 3], undefined],
  [[1, 3], [0, 0], undefined],
] as const)('%j beside %j is %s points', (now, before, points) => {
  expect(pointsBetween([...now], [...before])).toBe(points);
});

describe('Soon', () => {
  const calendar = workingCalendar([
    { day: isoDay('2026-09-02'), isWorking: false },
    { day: isoDay('2026-09-05'), isWorking: true },
  ]);
  // Tuesday 1/9; Wednesday is a holiday, and the Saturday is worked instead.
  it.each([
    [1, '2026-09-04'],
    [2, '2026-09-05'],
    [3, '2026-09-07'],
    [4, '2026-09-08'],
  ])('in %i working days is due before %s or earlier', (days, until) => {
    expect(calendar.dueSoonUntil(at('2026-09-01T15:00:00'), days)).toEqual(isoDay(until));
  });

  it('never leaves more working days than it says, and takes in all that leave no more', () => {
    const days = fc.integer({ min: 1, max: 20 });
    const later = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(days, later, (count, ahead) => {
        const now = at('2026-08-20T10:00:00');
        const dueBefore = new Date(isoDay('2026-08-20').getTime() + ahead * 86_400_000);
        const left = calendar.workingDaysLeft(now, dueBefore);
        expect(dueBefore <= calendar.dueSoonUntil(now, count)).toBe(left <= count);
        // What the home page counts: all days after today.
        expect(left).toBeLessThanOrEqual(daysBetween(now, dueBefore) - 1);
      }),
    );
  });
});

describe('Facts', () => {
  const day = isoDay('2026-08-20');
  const next = isoDay('2026-08-21');
  const facts: FactCount[] = [
    { fact: 'expected', at: null, count: 5 },
    { fact: 'received', at: next, count: 2 },
    { fact: 'received', at: day, count: 1 },
    { fact: 'accepted', at: null, count: 1 },
    { fact: 'unfiled', at: day, count: 1 },
    { fact: 'unfiled', at: next, count: 3 },
  ];

  it('are counted as they stood before an instant', () => {
    expect(countsOf(facts)).toEqual({ expected: 5, received: 3, onTime: 0, accepted: 1 });
    expect(countsOf(facts, next)).toEqual({ expected: 5, received: 1, onTime: 0, accepted: 0 });
    expect(countsOf([])).toEqual({ expected: 0, received: 0, onTime: 0, accepted: 0 });
  });

  it('are overdue from the very instant of the deadline, and soon up to the last one', () => {
    const before = new Date(day.getTime() - 1);
    expect(waitingOf(facts, before, next)).toMatchObject({ overdue: 0, dueSoon: 4 });
    expect(waitingOf(facts, day, next)).toMatchObject({ overdue: 1, dueSoon: 3 });
    expect(waitingOf(facts, day, day)).toMatchObject({ overdue: 1, dueSoon: 0 });
  });

  it('go by day, the first first', () => {
    expect(receivedByDay(facts).map(({ count }) => count)).toEqual([1, 2]);
  });
});

describe('The chart', () => {
  const dueBefore = isoDay('2026-09-10');
  const now = at('2026-09-05T08:00:00');
  const received = [
    { day: isoDay('2026-08-20'), count: 2 },
    { day: isoDay('2026-09-01'), count: 3 },
  ];
  const before = [{ day: isoDay('2025-08-25'), count: 4 }];

  it('is drawn from the days up to now, last year’s on the same days', () => {
    const told = chartDays({ received, before, now }).map(({ day, ...counts }) => [day, counts]);
    expect(told).toEqual([
      [isoDay('2026-08-20'), { count: 2, total: 2, before: 0 }],
      [isoDay('2026-08-25'), { count: 0, total: 2, before: 4 }],
      [isoDay('2026-09-01'), { count: 3, total: 5, before: 4 }],
    ]);
    expect(chartDays({ received, before: null, now })[0]?.before).toBeNull();
  });

  it('keeps within its frame, whatever came in and when', () => {
    const days = fc.array(
      fc.record({ day: fc.integer({ min: -300, max: 300 }), count: fc.integer({ min: 1, max: 1e5 }) }),
    );
    fc.assert(
      fc.property(
        days,
        days,
        fc.integer({ min: 0, max: 1e5 }),
        fc.integer({ min: -500, max: 900 }),
        (some, others, expected, today) => {
          const on = (n: number) => new Date(dueBefore.getTime() + n * 86_400_000);
          const sorted = (counts: typeof some) =>
            [...counts].sort((a, b) => a.day - b.day).map(({ day, count }) => ({ day: on(day), count }));
          const earlier = sorted(others).map(({ day, count }) => ({ day: sameDayIn(-1, day), count }));
          const shapes = chartShapes({
            received: sorted(some),
            before: earlier,
            expected,
            dueBefore,
            now: on(today),
          });
          const numbers = [...`${shapes.line} ${shapes.before}`.matchAll(/([MHV,])(-?[\d.e+-]+)/g)];
          for (const [, kind, value] of numbers) {
            const [least, most] =
              kind === 'V' || kind === ','
                ? [CHART.top, CHART.height - CHART.bottom]
                : [CHART.left, CHART.width - CHART.right];
            expect(Number(value)).toBeGreaterThanOrEqual(least - 0.1);
            expect(Number(value)).toBeLessThanOrEqual(most + 0.1);
          }
          expect(JSON.stringify(shapes)).not.toMatch(/NaN|Infinity|null/);
          expect(Number(shapes.deadline)).toBeLessThanOrEqual(CHART.width - CHART.right);
        },
      ),
    );
  });
});

test('an exported row says how late a report is, the day of the deadline being the first', () => {
  const report: ExportedReport = {
    unit: { code: 'A', activeTo: null },
    unitName: 'A',
    unitLevel: 'GRASSROOTS',
    status: 'NOT_STARTED',
    dueBefore: isoDay('2026-09-10'),
    lockOn: isoDay('2026-11-01'),
    firstSubmittedAt: null,
    lastSubmittedAt: null,
    acceptedAt: null,
    correctBefore: null,
    assigneeName: '',
    callees: [],
    addresses: [],
  };
  const late = (now: string, more: Partial<ExportedReport> = {}) => {
    const cells = columnsAt(at(now)).map(({ name, cell }) => [name, cell({ ...report, ...more })]);
    const byName = Object.fromEntries(cells) as Record<string, unknown>;
    return [byName['Đúng hạn'], byName['Số ngày trễ']];
  };
  expect(late('2026-09-09T23:59:59.999')).toEqual(['', null]);
  expect(late('2026-09-10T00:00:00')).toEqual(['Không', 1]);
  const filed = { status: 'ACCEPTED' as const, firstSubmittedAt: at('2026-09-12T08:00:00') };
  expect(late('2026-12-01T00:00:00', filed)).toEqual(['Không', 3]);
  expect(late('2026-12-01T00:00:00', { ...filed, firstSubmittedAt: at('2026-09-09T08:00:00') })).toEqual([
    'Có',
    null,
  ]);
  expect(late('2026-12-01T00:00:00', { status: 'EXEMPT' })).toEqual(['', null]);
});

test('a deadline that is named as near is one that units have, the earliest', () => {
  const unfiled = (day: string, count: number): FactCount => ({ fact: 'unfiled', at: isoDay(day), count });
  const facts = [
    unfiled('2026-09-07', 1),
    unfiled('2026-09-12', 2),
    unfiled('2026-09-10', 4),
    unfiled('2026-09-09', 0),
  ];
  const [now, soon] = [at('2026-09-08T09:00:00'), isoDay('2026-09-16')];
  expect(nearestDeadline(facts, now, soon)).toEqual(isoDay('2026-09-10'));
  expect(nearestDeadline(facts.slice(0, 1), now, soon)).toBeUndefined();
});
