import { hasRole, type Actor } from '../platform/actor.js';
import { addDays, inZone } from '../platform/text/calendar.js';

/** Whether somebody looks after units of which there is something to sum up. */
export function hasSummary(actor: Actor): boolean {
  return hasRole(actor, 'REVIEWER', 'LEADER') && actor.unit.level !== 'GRASSROOTS';
}

/** The days of the week on which the summary may come, 1 for Monday. */
export const summaryDays = [1, 2, 3, 4, 5, 6, 7] as const;
export type SummaryDay = (typeof summaryDays)[number];

const NAMES = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

export function summaryDayName(day: number): string {
  return NAMES[day - 1] ?? '';
}

/** The day of the week here, 1 for Monday. */
export function weekday(now: Date): number {
  return inZone(now).day() || 7;
}

/** The Monday of the week, as the instant at which it begins. */
export function weekStart(now: Date): Date {
  return addDays(now, 1 - weekday(now));
}

/**
 * What an account's `summaryDoneOn` becomes as a day is chosen: where that day of this week is over or today, the first
 * summary comes next week.
 */
export function summaryDoneOn(day: number, now: Date): Date | null {
  return day > weekday(now) ? null : addDays(now, 0);
}
