import { addDays } from '../../platform/text/calendar.js';
import type { WorkingCalendar } from '../../holidays/rules.js';

export const MOST_DAYS = 60;

/** The day before which a correction is due where it gets `days` whole working days after today; the instant it begins. */
export function suggestedDay(calendar: WorkingCalendar, now: Date, days: number): Date {
  return addDays(calendar.addWorkingDays(now, days), 1);
}
