import dayjs, { type Dayjs } from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { fold } from './text.js';

dayjs.extend(utc);

// The portal's calendar is Asia/Ho_Chi_Minh whatever the server's zone. A calendar date is kept as the
// instant at which that day begins there. The zone has been +07:00 without daylight saving since 1975.

const OFFSET = '+07:00';

/** The instant at which the day `year-month-day` begins, or undefined where there is no such day (31/9). */
export function dayStart(year: number, month: number, day: number): Date | undefined {
  if (year < 1900 || year > 2999) return undefined;
  const pad = (n: number) => String(n).padStart(2, '0');
  const at = new Date(`${year}-${pad(month)}-${pad(day)}T00:00:00${OFFSET}`);
  if (Number.isNaN(at.getTime())) return undefined;
  const there = inZone(at);
  return there.month() + 1 === month && there.date() === day ? at : undefined;
}

/** "2026-09-10" → the instant that day begins; throws RangeError on anything else. */
export function isoDay(text: string): Date {
  const at = storedDay(text);
  if (!at) throw new RangeError(`not a calendar day: ${text}`);
  return at;
}

const DAY_FIRST = /^(?:ngay )?(\d{1,2}) ?[/. -] ?(\d{1,2}) ?[/. -] ?(\d{4}|\d{2})$/;
const IN_WORDS = /^(?:ngay )?(\d{1,2}) thang (\d{1,2}),? nam (\d{4})$/;

/**
 * The day, month and year that a text names as people write them, day first always: "10/9/2026", "10-09-2026", "10.9.26",
 * "ngày 10 tháng 9 năm 2026". A year of two digits is of this century. Undefined for any other text; there may be no such day.
 */
export function writtenDay(text: string): { day: number; month: number; year: number } | undefined {
  const plain = fold(text.trim()).replace(/\s+/g, ' ');
  const [, day, month, year = ''] = DAY_FIRST.exec(plain) ?? IN_WORDS.exec(plain) ?? [];
  if (year === '') return undefined;
  return { day: Number(day), month: Number(month), year: Number(year) + (year.length === 2 ? 2000 : 0) };
}

/** A day as people write it (`writtenDay`), or "2026-09-10" → the instant that it begins. */
export function parseDay(text: string): Date | undefined {
  const written = writtenDay(text);
  return written ? dayStart(written.year, written.month, written.day) : storedDay(text.trim());
}

/** A day as answers keep it, "2026-09-10" → the instant that it begins; undefined for any other text. */
export function storedDay(text: string): Date | undefined {
  const yearFirst = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return yearFirst ? dayStart(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])) : undefined;
}

/** Whole calendar days from the day of `from` to the day of `to`; negative where `to` is earlier. */
export function daysBetween(from: Date, to: Date): number {
  return inZone(to).startOf('day').diff(inZone(from).startOf('day'), 'day');
}

/** The instant at which the day `days` after that of `at` begins. */
export function addDays(at: Date, days: number): Date {
  return inZone(at).startOf('day').add(days, 'day').toDate();
}

/** The calendar year of an instant. */
export function yearOf(at: Date): number {
  return inZone(at).year();
}

/** The wall clock of Asia/Ho_Chi_Minh at an instant. */
export function inZone(at: Date): Dayjs {
  return dayjs.utc(at).utcOffset(OFFSET);
}
