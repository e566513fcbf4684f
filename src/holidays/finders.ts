import type { Admin } from '../platform/actor.js';
import { yearOf } from '../platform/text/calendar.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { Forbidden } from '../platform/errors.js';
import { isRootAdmin } from '../units/rules.js';
import {
  firstDay,
  gapsOf,
  lastDay,
  workingCalendar,
  type CalendarGaps,
  type WorkingCalendar,
} from './rules.js';

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
    throw new Forbidden('Chỉ người quản trị của Liên đoàn Lao động tỉnh sửa lịch ngày nghỉ.');
  return admin as CalendarAdmin;
}

/** The days of a year that are not as their weekday says, earliest first. */
export function holidaysOf(db: Db, _admin: CalendarAdmin, year: number) {
  return db.holiday.findMany({ where: inYear(year), orderBy: { day: 'asc' } });
}
export type HolidayRow = Awaited<ReturnType<typeof holidaysOf>>[number];

/** What the calendar still lacks at `now`: years that need days off and have none, and days nobody has confirmed. */
export async function calendarGaps(db: Db, now: Date): Promise<CalendarGaps> {
  const year = yearOf(now);
  const days = await db.holiday.findMany({
    where: { day: { gte: firstDay(year), lte: lastDay(year + 1) } },
    select: { day: true, isWorking: true, isConfirmed: true },
  });
  return gapsOf(days, now);
}

const inYear = (year: number) => ({ day: { gte: firstDay(year), lte: lastDay(year) } });
