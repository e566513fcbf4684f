import { addDays, inZone, isoDay, yearOf } from '../platform/text/calendar.js';
import { formatDay } from '../platform/text/format.js';

/** A day that is not as its weekday says; `day` is the instant at which it begins. */
export interface SpecialDay {
  readonly day: Date;
  readonly isWorking: boolean;
}

/** Which days are worked: Monday to Friday but for holidays, and days worked instead. All days in Asia/Ho_Chi_Minh. */
export interface WorkingCalendar {
  isWorkingDay(at: Date): boolean;
  /** The instant at which the `count`th working day after the day of `at` begins; before it where `count` is negative. */
  addWorkingDays(at: Date, count: number): Date;
  /**
   * How many working days are left after the day of `now` for what must be done before `dueBefore`. Today is not counted, as
   * on the home page, which counts every day: a number of working days is never the larger of the two.
   */
  workingDaysLeft(now: Date, dueBefore: Date): number;
  /** Deadlines up to here leave no more than `days` such days. */
  dueSoonUntil(now: Date, days: number): Date;
}

export function workingCalendar(specialDays: readonly SpecialDay[]): WorkingCalendar {
  const special = new Map(specialDays.map(({ day, isWorking }) => [day.getTime(), isWorking]));
  const isWorkingDay = (at: Date) => {
    const day = addDays(at, 0);
    return special.get(day.getTime()) ?? ![0, 6].includes(inZone(day).day());
  };
  const addWorkingDays = (at: Date, count: number) => {
    let day = addDays(at, 0);
    for (let left = Math.abs(count); left > 0;) {
      day = addDays(day, Math.sign(count));
      if (isWorkingDay(day)) left -= 1;
    }
    return day;
  };
  const workingDaysLeft = (now: Date, dueBefore: Date) => {
    let count = 0;
    for (let day = addDays(now, 1); day < dueBefore; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
    return count;
  };
  // "Before" is strict: what is due before the next working day can be filed up to the last of these.
  const dueSoonUntil = (now: Date, days: number) => addWorkingDays(now, days + 1);
  return { isWorkingDay, addWorkingDays, workingDaysLeft, dueSoonUntil };
}

/** The first and the last day of a year, between 1900 and 2999. */
export const firstDay = (year: number) => isoDay(`${year}-01-01`);
export const lastDay = (year: number) => isoDay(`${year}-12-31`);

/** Years that need days off by now and have none, and their coming days that nobody has confirmed, earliest first. */
export interface CalendarGaps {
  readonly years: readonly number[];
  readonly unconfirmed: readonly Date[];
}

/** The year that runs always needs its days; the next one from 1 December, when its notice has long been out. */
export function gapsOf(days: readonly (SpecialDay & { isConfirmed: boolean })[], now: Date): CalendarGaps {
  const year = yearOf(now);
  const needed = inZone(now).month() === 11 ? [year, year + 1] : [year];
  const off = new Set(days.filter(({ isWorking }) => !isWorking).map(({ day }) => yearOf(day)));
  const coming = days.filter(
    ({ day, isConfirmed }) => !isConfirmed && day >= addDays(now, 0) && needed.includes(yearOf(day)),
  );
  return {
    years: needed.filter((one) => !off.has(one)),
    unconfirmed: coming.map(({ day }) => day).sort((a, b) => a.getTime() - b.getTime()),
  };
}

/** What an administrator is told of the gaps; '' where there are none. */
export function gapWords({ years, unconfirmed: [next, ...others] }: CalendarGaps): string {
  const empty = `Năm ${years.join(', ')} chưa có ngày nghỉ nào trong lịch: thư đôn đốc sẽ coi mọi ngày từ thứ hai đến thứ sáu là ngày làm việc.`;
  const waiting = `${others.length + 1} ngày sắp tới trong lịch cần xác nhận, sớm nhất là ${next ? formatDay(next) : ''}: hãy đối chiếu với thông báo nghỉ lễ của năm.`;
  return [...(years.length > 0 ? [empty] : []), ...(next ? [waiting] : [])].join(' ');
}
