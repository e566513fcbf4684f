import { dayOwed, whatIsAsked, type Timed } from '../deadlines.js';

/**
 * The report whose work comes first: of those that the unit can be asked for, the one owed soonest; where none is, the
 * newest. `reports` newest first; undefined where there is none.
 */
export function leadingReport<R extends Timed>(reports: readonly R[], now: Date): R | undefined {
  const asked = reports.filter((report) => whatIsAsked(report, now) !== undefined);
  const [soonest] = asked.toSorted((a, b) => dayOwed(a).getTime() - dayOwed(b).getTime());
  return soonest ?? reports[0];
}
