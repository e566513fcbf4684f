import { scaleLinear } from 'd3-scale';
import { addDays } from '../../../platform/text/calendar.js';
import { sameDayIn } from '../rules.js';

/** How many reports came in on a day. */
export interface DayCount {
  readonly day: Date;
  readonly count: number;
}
/** One day on which something came in, in this year or on the same day of the last. */
export interface ChartDay {
  readonly day: Date;
  readonly count: number;
  readonly total: number;
  /** All that had come in by the same day of last year; null where that year has no period. */
  readonly before: number | null;
}

interface ChartParts {
  readonly received: readonly DayCount[];
  readonly before: readonly DayCount[] | null;
  readonly expected: number;
  readonly dueBefore: Date;
  readonly now: Date;
}

/** The numbers behind the chart, day by day. Days of last year stand on the same day of this one. */
export function chartDays({ received, before, now }: Omit<ChartParts, 'expected' | 'dueBefore'>): ChartDay[] {
  const moved = onSameDays(before ?? []);
  const times = new Set([...received, ...moved].map(({ day }) => day.getTime()));
  return [...times]
    .sort((a, b) => a - b)
    .map((time) => new Date(time))
    .filter((day) => day <= now)
    .map((day) => ({
      day,
      count: received.find((other) => other.day.getTime() === day.getTime())?.count ?? 0,
      total: totalBy(received, day),
      before: before ? totalBy(moved, day) : null,
    }));
}

export const CHART = { width: 480, height: 300, left: 70, right: 14, top: 30, bottom: 36 } as const;

/** Where everything of the chart stands, in the units of its view box. */
export function chartShapes(parts: ChartParts) {
  const { received, expected, dueBefore, now } = parts;
  const moved = onSameDays(parts.before ?? []);
  const [from, to] = span([...received, ...moved], dueBefore);
  const most = Math.max(1, expected, totalBy(received, to), totalBy(moved, to));
  const x = scaleLinear([from.getTime(), to.getTime()], [CHART.left, CHART.width - CHART.right]);
  const y = scaleLinear([0, most], [CHART.height - CHART.bottom, CHART.top]).nice(4);
  const at = (value: Date) => round(x(value.getTime()));
  const height = (value: number) => round(y(value));
  const until = now < to ? now : to;
  return {
    line: steps(received, from, until < from ? from : until, at, height),
    before: parts.before ? steps(moved, from, to, at, height) : '',
    deadline: at(dueBefore),
    days: Array.from({ length: 4 }, (_, i) => addDays(from, Math.round((daysIn(from, to) * i) / 3))).map(
      (day) => ({ at: at(day), day }),
    ),
    counts: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ at: height(value), value })),
  };
}

/** From four weeks before the deadline to a week after it, and as far as reports came in. */
function span(all: readonly DayCount[], dueBefore: Date): [Date, Date] {
  const times = all.map(({ day }) => day.getTime());
  const from = Math.min(addDays(dueBefore, -28).getTime(), ...times);
  const to = Math.max(
    addDays(dueBefore, 7).getTime(),
    ...times.map((time) => addDays(new Date(time), 1).getTime()),
  );
  return [new Date(from), new Date(to)];
}

/** The counts of last year, on the same days of this one. */
function onSameDays(days: readonly DayCount[]): DayCount[] {
  return days.map(({ day, count }) => ({ day: sameDayIn(1, day), count }));
}

function totalBy(days: readonly DayCount[], day: Date): number {
  return days.filter((other) => other.day <= day).reduce((sum, { count }) => sum + count, 0);
}

/** A line that rises on the day on which something came in. */
function steps(
  days: readonly DayCount[],
  from: Date,
  until: Date,
  x: (at: Date) => string,
  y: (count: number) => string,
): string {
  let total = 0;
  const rises = days
    .filter(({ day }) => day <= until)
    .map(({ day, count }) => {
      total += count;
      return `H${x(day)}V${y(total)}`;
    });
  return `M${x(from)},${y(0)}${rises.join('')}H${x(until)}`;
}

function daysIn(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 86_400_000;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
