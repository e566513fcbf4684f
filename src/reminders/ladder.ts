import { addDays } from '../platform/text/calendar.js';
import type { WorkingCalendar } from '../holidays/rules.js';

/** When a unit is reminded of a day by which it must do something. All numbers are working days. */
export interface Steps {
  /** So many before the day. */
  readonly before: readonly number[];
  /** On this one of the days from the day itself, which is the first that is too late; 0: not then. */
  readonly after: number;
  /** Then every so many, while it is late; 0: not again. */
  readonly every: number;
}

/** Of the deadline, and of the day to correct a returned report by. */
export interface Ladder {
  readonly deadline: Steps;
  readonly correction: Steps;
}
export type Cause = keyof Ladder;

const STEPS: Steps = { before: [20, 10, 3], after: 1, every: 5 };
export const defaultLadder: Ladder = { deadline: STEPS, correction: STEPS };

/** What makes a step of one report go once: the same whatever the calendar of holidays says meanwhile. */
export interface StepKey {
  readonly cause: Cause;
  readonly dueBefore: Date;
  /** -10: ten working days before the day; 0 and up: of those after it, counted from 0. */
  readonly number: number;
}

/** One step of a ladder. `day`: the instant at which its day begins; it goes at SENDING_HOUR of that day. */
export interface Step {
  readonly key: StepKey;
  readonly title: string;
  readonly day: Date;
}

/** Of a working day in Asia/Ho_Chi_Minh: reminders go from the one, and what was missed not after the other. */
export const SENDING_HOUR = 8;
export const LAST_HOUR = 18;

/** The steps of a ladder for what must be done before `dueBefore`, earliest first, up to and with the day of `until`. */
export function stepsFor(
  cause: Cause,
  steps: Steps,
  dueBefore: Date,
  calendar: WorkingCalendar,
  until: Date,
): Step[] {
  const step = (number: number, title: string, day: Date): Step => ({
    key: { cause, dueBefore, number },
    title: `${title} ${DAYS[cause]}`,
    day,
  });
  const before = [...steps.before]
    .sort((a, b) => b - a)
    .map((days) =>
      step(-days, `Trước ${days} ngày làm việc so với`, calendar.addWorkingDays(dueBefore, -days)),
    );
  const after = lateDays(steps, dueBefore, calendar, until).map((day, at) =>
    step(at, at === 0 ? 'Sau' : `Nhắc lại lần ${at} sau`, day),
  );
  return [...before, ...after].filter(({ day }) => day <= until);
}

const DAYS: Record<Cause, string> = { deadline: 'hạn nộp', correction: 'hạn sửa' };

function lateDays({ after, every }: Steps, dueBefore: Date, calendar: WorkingCalendar, until: Date): Date[] {
  if (after === 0) return [];
  const days: Date[] = [];
  let day = calendar.addWorkingDays(addDays(dueBefore, -1), after);
  while (day <= until) {
    days.push(day);
    if (every === 0) break;
    day = calendar.addWorkingDays(day, every);
  }
  return days;
}

/** The instant at which a step goes: SENDING_HOUR of its day. */
export function timeOf({ day }: Step): Date {
  return new Date(day.getTime() + SENDING_HOUR * 3_600_000);
}
