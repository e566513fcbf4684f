import { addDays, inZone } from '../platform/text/calendar.js';

const NAME = /^cong-neu-guong-(\d{4})-(\d\d)-(\d\d)-(\d\d)(\d\d)\.backup$/;

/** "cong-neu-guong-2026-11-29-0130.backup", by the clock of Asia/Ho_Chi_Minh */
export function backupName(at: Date): string {
  return `cong-neu-guong-${inZone(at).format('YYYY-MM-DD-HHmm')}.backup`;
}

/** A day has one backup, a week and a month as well: so many of each are kept. */
const KEPT = { days: 14, weeks: 8, months: 12 };

/**
 * Those of the files that may go: all but the newest of each of the last 14 days, 8 weeks (from Monday) and 12 months of
 * which there is one. Files of other names are nobody's business here.
 */
export function outlived(files: readonly string[]): string[] {
  const backups = files
    .filter((file) => NAME.test(file))
    .sort()
    .reverse();
  const kept = new Set([
    ...newestOfEach(backups, (file) => dayIn(file), KEPT.days),
    ...newestOfEach(backups, (file) => mondayOf(dayIn(file)), KEPT.weeks),
    ...newestOfEach(backups, (file) => dayIn(file).slice(0, 7), KEPT.months),
  ]);
  return backups.filter((file) => !kept.has(file));
}

/** `backups`: newest first */
function newestOfEach(backups: readonly string[], spanOf: (file: string) => string, spans: number): string[] {
  const newest = new Map<string, string>();
  for (const file of backups) if (!newest.has(spanOf(file))) newest.set(spanOf(file), file);
  return [...newest.values()].slice(0, spans);
}

function dayIn(file: string): string {
  const [, year, month, day] = NAME.exec(file) ?? [];
  return `${year}-${month}-${day}`;
}

function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00+07:00`);
  return inZone(addDays(at, -((inZone(at).day() + 6) % 7))).format('YYYY-MM-DD');
}

/** The last instant, not after `now`, at which it is `at` ("HH:MM") in Asia/Ho_Chi_Minh. */
export function lastDue(now: Date, at: string): Date {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const today = inZone(now).startOf('day').add(hours, 'hour').add(minutes, 'minute');
  return (today.toDate() <= now ? today : today.subtract(1, 'day')).toDate();
}

/** A day, and two hours for the making of it. */
const FRESH_HOURS = 26;

/** Whether the last backup that was verified is so old that somebody has to look. */
export function isStale(verifiedAt: Date | undefined, now: Date): boolean {
  return !verifiedAt || now.getTime() - verifiedAt.getTime() > FRESH_HOURS * 3_600_000;
}
