import { dateLabels, dateProblems, type DateProblem, type PeriodDates } from '../../periods/rules.js';

/** The dates that can be moved once a period is open. What its figures cover stays: units have counted by it. */
export const movableDates = [
  'dueBeforeGrassroots',
  'dueBeforeUpperLevel',
  'dueBeforeProvince',
  'lockOn',
] as const satisfies readonly (keyof PeriodDates)[];
export type MovableDate = (typeof movableDates)[number];

/** The new dates; one that is not there, or null, stays as it is. */
export type NewDates = Readonly<Partial<Record<MovableDate, Date | null>>>;

/** A unit and everything below it in the tree of the period's reports. */
export interface Branch {
  readonly unitId: number;
  readonly name: string;
}

/** `changes` the earliest first. */
function datesAfter<D extends PeriodDates>(dates: D, changes: readonly NewDates[]): D {
  return changes.reduce<D>((held, change) => ({ ...held, ...givenDates(change) }), dates);
}

/** The dates that hold for those who report to a unit: not those of a branch that is only one of them. */
export function datesForReporters<D extends PeriodDates>(
  dates: D,
  changes: readonly (NewDates & { readonly isBelow: boolean })[],
): D {
  return datesAfter(
    dates,
    changes.filter(({ isBelow }) => !isBelow),
  );
}

/** The dates that are really there. */
export function givenDates(dates: NewDates): Partial<Record<MovableDate, Date>> {
  const there = movableDates.flatMap((name) => (dates[name] ? [[name, dates[name]] as const] : []));
  return Object.fromEntries(there);
}

/** What is wrong with moving the dates that hold now (`held`) to the new ones, one problem a field. */
export function moveProblems(held: PeriodDates, dates: NewDates, branch: Branch | null): DateProblem[] {
  const wanted = givenDates(dates);
  const moved = movableDates.filter(
    (name) => wanted[name] && wanted[name].getTime() !== held[name].getTime(),
  );
  if (branch && wanted.dueBeforeProvince)
    return [
      { field: 'dueBeforeProvince', message: 'Hạn này không thuộc nhánh nào: chỉ đổi được cho cả kỳ.' },
    ];
  if (moved.length === 0)
    return [{ field: movableDates[0], message: 'Chưa có ngày nào khác ngày hiện nay. Hãy ghi ngày mới.' }];
  const after = { ...held, ...wanted };
  return dateProblems(branch ? { ...after, ...loosened(after, wanted) } : after);
}

/** Of a branch: its reports lock no earlier than they are due, and its own days say nothing about the root's. */
function loosened(after: PeriodDates, wanted: Partial<Record<MovableDate, Date>>): Partial<PeriodDates> {
  const last =
    after.dueBeforeUpperLevel > after.dueBeforeProvince ? after.dueBeforeUpperLevel : after.dueBeforeProvince;
  const dueBeforeProvince = last;
  return {
    dueBeforeProvince,
    ...(wanted.lockOn ? {} : { lockOn: last > after.lockOn ? last : after.lockOn }),
  };
}

/** How many reports the move concerns, and how. Of those that count only what changes for the worse asks for a word. */
export interface Touched {
  /** Reports whose dates change. */
  readonly changed: number;
  /** Of them: not filed yet, and now due later, or earlier. */
  readonly later: number;
  readonly earlier: number;
  /** Not filed, in time by the old date and overdue by the new one at this moment. */
  readonly overdue: number;
  /** Not filed and overdue until now, in time again. */
  readonly relieved: number;
  /** Filed late by the old date, in time by the new one. */
  readonly cleared: number;
  /** To be filed or corrected, and locked at once. */
  readonly locked: number;
  /** Filed already: an earlier date changes nothing for them. */
  readonly keptByFiling: number;
  /** Not filed, with an extension that lasts longer. */
  readonly keptByExtension: number;
  /** Units that are told. */
  readonly told: number;
}

/** The move asks for a deliberate yes: somebody can no longer do in time, or at all, what could be done until now. */
export function isHarsh({ overdue, locked }: Touched): boolean {
  return overdue > 0 || locked > 0;
}

/** The dates that are given, in the order of the page. */
export function namedDates(dates: NewDates): { name: MovableDate; label: string; date: Date }[] {
  return movableDates.flatMap((name) => {
    const date = dates[name];
    return date ? [{ name, label: dateLabels[name], date }] : [];
  });
}
