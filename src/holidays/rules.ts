import { addDays, inZone } from '../platform/calendar.js';

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
  /** How many working days lie after the day of `from`, up to and with the day of `to`; 0 where `to` is not later. */
  workingDaysUntil(from: Date, to: Date): number;
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
  const workingDaysUntil = (from: Date, to: Date) => {
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
    return count;
  };
  return { isWorkingDay, addWorkingDays, workingDaysUntil };
}
