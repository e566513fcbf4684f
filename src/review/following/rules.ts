import { dayStart, inZone } from '../../platform/text/calendar.js';
import { isCorrectionOverdue, timeliness, type Timed } from '../../reports/deadlines.js';
import { timelinessWords } from '../../reports/status-tags.js';

/** What "soon due" means unless the address says otherwise, in working days. */
export const DUE_SOON_DAYS = 5;

/** What is counted of a unit's children: the words of prisma/functions/report_facts.sql. */
export type Fact =
  'expected' | 'received' | 'on-time' | 'accepted' | 'to-review' | 'unfiled' | 'to-correct' | 'no-contact';

/** Of how many reports a fact holds; `at`: the day on which it came about, or the deadline that goes with it. */
export interface FactCount {
  readonly fact: Fact;
  readonly at: Date | null;
  readonly count: number;
}

export interface Counts {
  /** Reports that are not exempt: the denominator of every rate. */
  readonly expected: number;
  readonly received: number;
  readonly onTime: number;
  readonly accepted: number;
}

/** What the three rates are made of; given `until`, as it stood then. */
export function countsOf(facts: readonly FactCount[], until?: Date): Counts {
  const then = until && ((at: Date) => at < until);
  return {
    expected: countOf(facts, 'expected'),
    received: countOf(facts, 'received', then),
    onTime: countOf(facts, 'on-time', then),
    accepted: countOf(facts, 'accepted', then),
  };
}

/** How far units are, and how many of them are late with their first submission at `now`. */
export interface Progress extends Counts {
  readonly overdue: number;
}

export function progressOf(facts: readonly FactCount[], now: Date): Progress {
  return { ...countsOf(facts), overdue: countOf(facts, 'unfiled', (at) => at <= now) };
}

/** What waits for somebody to act. `soon`: how far the deadlines that are near go. */
export function waitingOf(facts: readonly FactCount[], now: Date, soon: Date) {
  return {
    toReview: countOf(facts, 'to-review'),
    correctionsOverdue: countOf(facts, 'to-correct', (at) => at <= now),
    overdue: countOf(facts, 'unfiled', (at) => at <= now),
    dueSoon: countOf(facts, 'unfiled', (at) => at > now && at <= soon),
    noContact: countOf(facts, 'no-contact'),
  };
}

/** The earliest of the deadlines that are near of units that have not filed; undefined where there is none. */
export function nearestDeadline(facts: readonly FactCount[], now: Date, soon: Date): Date | undefined {
  const near = facts.flatMap(({ fact, at, count }) =>
    fact === 'unfiled' && at && count > 0 && at > now && at <= soon ? [at] : [],
  );
  return near.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** Whether a filter asks for units whose report has come in at least once. */
export function saysFiled(timeliness: string | undefined): boolean {
  return timeliness === 'on-time' || timeliness === 'late';
}

/** Whether a filter asks for units whose report has never come in. */
export function saysUnfiled(timeliness: string | undefined): boolean {
  return timeliness === 'due' || timeliness === 'due-soon' || timeliness === 'overdue';
}

/** Whether no report can match both, so that nobody has to look through all of them for one. */
export function isContradiction({
  status,
  timeliness,
}: {
  readonly status?: string;
  readonly timeliness?: string;
}): boolean {
  if (status === 'NOT_STARTED') return saysFiled(timeliness);
  const isFiled = status === 'SUBMITTED' || status === 'RETURNED' || status === 'ACCEPTED';
  return isFiled && saysUnfiled(timeliness);
}

export const CORRECTION_OVERDUE = 'Quá hạn sửa';

/** How a report stands to its days, on the page and in the file: a correction that is overdue goes before all else. */
export function timeWords(report: Timed, now: Date): string {
  return isCorrectionOverdue(report, now) ? CORRECTION_OVERDUE : timelinessWords(timeliness(report, now));
}

function countOf(facts: readonly FactCount[], fact: Fact, holds?: (at: Date) => boolean): number {
  const counted = facts.filter((row) => row.fact === fact && (!holds || (row.at !== null && holds(row.at))));
  return counted.reduce((sum, row) => sum + row.count, 0);
}

/** How many came in on each day, the first day first. */
export function receivedByDay(facts: readonly FactCount[]): { day: Date; count: number }[] {
  return facts
    .flatMap(({ fact, at, count }) => (fact === 'received' && at && count > 0 ? [{ day: at, count }] : []))
    .sort((a, b) => a.day.getTime() - b.day.getTime());
}

/** Whether the days on which reports came in say more than how many did: not where all came on one. */
export function hasTrend(facts: readonly FactCount[]): boolean {
  return receivedByDay(facts).length > 1;
}

/** The same day of another year, as the instant it begins; 28/2 for 29/2 where that year has none. */
export function sameDayIn(years: number, at: Date): Date {
  const there = inZone(at);
  const [year, month, day] = [there.year() + years, there.month() + 1, there.date()];
  const same = dayStart(year, month, day) ?? dayStart(year, month, day - 1);
  if (!same) throw new RangeError(`no such year: ${year}`);
  return same;
}

/** By how many percentage points a share is above another, to one decimal; undefined where either has no whole. */
export function pointsBetween(now: [number, number], before: [number, number]): number | undefined {
  if (now[1] === 0 || before[1] === 0) return undefined;
  const points = 100 * (now[0] / now[1] - before[0] / before[1]);
  return Math.sign(points) * (Math.round(Math.abs(points) * 10) / 10);
}
