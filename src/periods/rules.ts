import { dayStart, inZone } from '../platform/text/calendar.js';

/** The dates of a period: each the instant at which its day begins in Asia/Ho_Chi_Minh. */
export interface PeriodDates {
  readonly coverageFrom: Date;
  readonly coverageTo: Date;
  readonly opensOn: Date;
  readonly dueBeforeGrassroots: Date;
  readonly dueBeforeUpperLevel: Date;
  readonly dueBeforeProvince: Date;
  readonly lockOn: Date;
}

/** In the order of the page, with their Vietnamese names. */
export const dateLabels: Readonly<Record<keyof PeriodDates, string>> = {
  coverageFrom: 'Số liệu tính từ ngày',
  coverageTo: 'Số liệu tính đến hết ngày',
  opensOn: 'Mở nhận báo cáo từ ngày',
  dueBeforeGrassroots: 'Nộp cho công đoàn cấp trên cơ sở trước ngày',
  dueBeforeUpperLevel: 'Nộp cho LĐLĐ tỉnh trước ngày',
  dueBeforeProvince: 'LĐLĐ tỉnh báo cáo Tổng LĐLĐ Việt Nam trước ngày',
  lockOn: 'Khóa từ ngày',
};

export interface DateProblem {
  readonly field: keyof PeriodDates;
  readonly message: string;
}

/**
 * The dates a new period begins with. Coverage is twelve whole months that end before reports are due to the province
 * (guidance III.2: before 10/9), so that no day is reported twice or never. Upper-level unions need the reports of
 * their grassroots unions two weeks earlier; the board needs until the end of September; October is for corrections.
 */
export function defaultDates(year: number): PeriodDates {
  const day = (month: number, date: number, y = year) => {
    const at = dayStart(y, month, date);
    if (!at) throw new RangeError(`no such day: ${y}-${month}-${date}`);
    return at;
  };
  return {
    coverageFrom: day(9, 1, year - 1),
    coverageTo: day(8, 31),
    opensOn: day(1, 2),
    dueBeforeGrassroots: day(8, 25),
    dueBeforeUpperLevel: day(9, 10),
    dueBeforeProvince: day(9, 30),
    lockOn: day(11, 1),
  };
}

/** The dates a period begins with where there was one before: the same days, as many years later. */
export function datesAfter(before: PeriodDates & { readonly year: number }, year: number): PeriodDates {
  const later = (date: Date) => {
    const [ofYear, month, day] = [inZone(date).year(), inZone(date).month() + 1, inZone(date).date()];
    const moved = ofYear + year - before.year;
    // The 29th of February has none in most years.
    return dayStart(moved, month, day) ?? dayStart(moved, month, day - 1) ?? date;
  };
  const names = Object.keys(dateLabels) as (keyof PeriodDates)[];
  return Object.fromEntries(names.map((name) => [name, later(before[name])])) as unknown as PeriodDates;
}

/** What is wrong with the order of the dates, one problem a field. */
export function dateProblems(dates: PeriodDates): DateProblem[] {
  return ORDER.filter(([earlier, later]) => dates[earlier] > dates[later] || isNoSpan(dates, earlier, later))
    .map(([earlier, later]) => ({
      field: later,
      message: `Ngày này phải sau “${dateLabels[earlier]}”${earlier === 'coverageFrom' ? '' : ' hoặc cùng ngày'}.`,
    }))
    .filter(({ field }, at, all) => all.findIndex((other) => other.field === field) === at);
}

const ORDER: readonly [keyof PeriodDates, keyof PeriodDates][] = [
  ['coverageFrom', 'coverageTo'],
  ['opensOn', 'dueBeforeGrassroots'],
  ['dueBeforeGrassroots', 'dueBeforeUpperLevel'],
  ['dueBeforeUpperLevel', 'dueBeforeProvince'],
  ['dueBeforeProvince', 'lockOn'],
];

/** A coverage of no length. */
function isNoSpan(dates: PeriodDates, earlier: keyof PeriodDates, later: keyof PeriodDates): boolean {
  return earlier === 'coverageFrom' && dates[earlier].getTime() === dates[later].getTime();
}
