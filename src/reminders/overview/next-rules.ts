import type { WorkingCalendar } from '../../holidays/rules.js';
import { addDays } from '../../platform/text/calendar.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import { stepsFor, timeOf, type Cause, type Ladder, type Step } from '../ladder.js';

/** Units that owe the same by the same day, and can do it till the same. */
export interface DayOwedBySome {
  readonly cause: Cause;
  readonly day: Date;
  readonly lockedFrom: Date;
  readonly units: number;
}

/** A step that somebody will really have. */
export interface NextStep extends Step {
  readonly units: number;
}

const NEXT_DAYS = 3;
/** So far ahead steps are looked for. */
const AHEAD = 120;

/** What the ladder does on the next days on which it reminds anybody, by each unit's own day as the job does. */
export function nextSteps(
  owed: readonly DayOwedBySome[],
  ladder: Ladder,
  calendar: WorkingCalendar,
  now: Date,
): NextStep[] {
  const steps = new Map<string, NextStep>();
  for (const { cause, day, lockedFrom, units } of owed)
    for (const step of stepsFor(cause, ladder[cause], day, calendar, addDays(now, AHEAD))) {
      // Who can no longer file by then is not reminded, as in the job.
      if (timeOf(step) <= now || timeOf(step) >= lockedFrom) continue;
      const key = `${step.day.getTime()} ${cause} ${day.getTime()} ${step.key.number}`;
      steps.set(key, { ...step, units: units + (steps.get(key)?.units ?? 0) });
    }
  const sorted = [...steps.values()].sort(
    (a, b) => a.day.getTime() - b.day.getTime() || a.key.dueBefore.getTime() - b.key.dueBefore.getTime(),
  );
  const days = [...new Set(sorted.map(({ day }) => day.getTime()))].slice(0, NEXT_DAYS);
  return sorted.filter(({ day }) => days.includes(day.getTime()));
}

/** "15/9/2026: Trước 3 ngày làm việc so với hạn nộp (chậm nhất hết ngày 17/9/2026): 2 đơn vị"; "before a day" would read as the very day of a step after it. */
export function nextStepWords({ day, title, key, units }: NextStep): string {
  return `${formatDay(day)}: ${title} (chậm nhất hết ngày ${formatDay(addDays(key.dueBefore, -1))}): ${formatNumber(units)} đơn vị`;
}
