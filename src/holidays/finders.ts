import type { Admin } from '../platform/actor.js';
import { isoDay } from '../platform/calendar.js';
import type { Db, Tx } from '../platform/db.js';
import { Forbidden } from '../platform/errors.js';
import { isRootAdmin } from '../units/rules.js';
import { workingCalendar, type WorkingCalendar } from './rules.js';

/** The working days as the administrators' calendar of holidays says. */
export async function findWorkingCalendar(db: Db | Tx): Promise<WorkingCalendar> {
  return workingCalendar(await db.holiday.findMany({ select: { day: true, isWorking: true } }));
}

declare const keeping: unique symbol;
/** An administrator of the federation itself, who keeps the calendar. */
export type CalendarAdmin = Admin & { readonly [keeping]: true };

/** Forbidden for administrators of other units. */
export function asCalendarAdmin(admin: Admin): CalendarAdmin {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ quản trị viên của Liên đoàn Lao động tỉnh sửa lịch ngày nghỉ.');
  return admin as CalendarAdmin;
}

/** The days of a year that are not as their weekday says, earliest first. */
export function holidaysOf(db: Db, _admin: CalendarAdmin, year: number) {
  return db.holiday.findMany({ where: inYear(year), orderBy: { day: 'asc' } });
}
export type HolidayRow = Awaited<ReturnType<typeof holidaysOf>>[number];

/** How many days off each of the years has, by year. */
export async function holidayCounts(db: Db, years: readonly number[]): Promise<Map<number, number>> {
  const counts = years.map(async (year) => {
    return [year, await db.holiday.count({ where: { ...inYear(year), isWorking: false } })] as const;
  });
  return new Map(await Promise.all(counts));
}

/** `year` is between 1900 and 2999. */
function inYear(year: number) {
  return { day: { gte: isoDay(`${String(year)}-01-01`), lte: isoDay(`${String(year)}-12-31`) } };
}
