import { transitions, type ReportStatus } from './lifecycle.js';

/** What the rules on time look at. All are instants; each date is the beginning of its day in Asia/Ho_Chi_Minh. */
export interface Timed {
  readonly status: ReportStatus;
  readonly dueBefore: Date;
  readonly lockOn: Date;
  readonly firstSubmittedAt: Date | null;
  readonly correctBefore: Date | null;
}

/** The same, but for when filing ends. */
export type Timely = Omit<Timed, 'lockOn'>;

/** Derived from dates, never stored. `due` is "not yet filed, and still in time". */
export type Timeliness = 'exempt' | 'on-time' | 'late' | 'due' | 'overdue';

/** The deadline a unit answers to depends on whom it reports to (guidance III.2 for reports to the province). */
export interface PeriodDeadlines {
  readonly dueBeforeProvince: Date;
  readonly dueBeforeUpperLevel: Date;
  readonly dueBeforeGrassroots: Date;
}

export function dueBeforeFor(period: PeriodDeadlines, parent: { level: string } | null): Date {
  if (!parent) return period.dueBeforeProvince;
  return parent.level === 'PROVINCE' ? period.dueBeforeUpperLevel : period.dueBeforeGrassroots;
}

/** "Before" is strict: the first instant of the due day is late. The first submission decides for good. */
export function timeliness(report: Timed, now: Date): Timeliness {
  if (report.status === 'EXEMPT') return 'exempt';
  if (report.firstSubmittedAt) return report.firstSubmittedAt < report.dueBefore ? 'on-time' : 'late';
  return now < report.dueBefore ? 'due' : 'overdue';
}

// deadline-finders.ts has the same rules in SQL: change both together.

/** States in which a return may still be unanswered: RETURNED, and IN_PROGRESS once the unit has recalled its answer. */
export const statusesToCorrect: readonly ReportStatus[] = ['RETURNED', 'IN_PROGRESS'];
/** States in which a report may not have been filed yet: all those in which the unit can edit its draft. */
export const statusesToFile: readonly ReportStatus[] = transitions.save.from;

/** A return that the unit has not answered, or whose answer it has recalled. */
export function isToCorrect(report: Timely): boolean {
  return report.correctBefore !== null && statusesToCorrect.includes(report.status);
}

/** A report that the unit has never filed, and has to. */
export function isToFile(report: Timely): boolean {
  return statusesToFile.includes(report.status) && !report.firstSubmittedAt && !isToCorrect(report);
}

/**
 * What a unit has still to do (PRODUCT.md, "The right words to the right unit"): file, or answer a return; in time, or
 * too late. Everybody who groups units by it asks `whatIsOwed`: the ladder, letters by hand and on paper, Annex 2.
 */
export const owedKinds = ['overdue', 'correction-overdue', 'due', 'correction-due'] as const;
export type Owed = (typeof owedKinds)[number];

/** Undefined where nothing is: filed, accepted, exempt. */
export function whatIsOwed(report: Timely, now: Date): Owed | undefined {
  if (isToCorrect(report)) return isCorrectionOverdue(report, now) ? 'correction-overdue' : 'correction-due';
  if (!isToFile(report)) return undefined;
  return now < report.dueBefore ? 'due' : 'overdue';
}

/** What a unit can be asked for: what it owes, while it can be filed at all. */
export function whatIsAsked(report: Timed, now: Date): Owed | undefined {
  return isLocked(report, now) ? undefined : whatIsOwed(report, now);
}

/** The day before which a unit does what it owes. */
export function dayOwed(report: Timely): Date {
  return isToCorrect(report) && report.correctBefore ? report.correctBefore : report.dueBefore;
}

export function isCorrectionOverdue(report: Timely, now: Date): boolean {
  return isToCorrect(report) && report.correctBefore !== null && now >= report.correctBefore;
}

/** From here on nothing can be filed. A return that asks for a correction by a later day keeps filing open till then. */
export function lockedFrom(report: Timed): Date {
  const { correctBefore, lockOn } = report;
  return isToCorrect(report) && correctBefore && correctBefore > lockOn ? correctBefore : lockOn;
}

export function isLocked(report: Timed, now: Date): boolean {
  return now >= lockedFrom(report);
}

/**
 * A recall is for second thoughts: before the deadline, and before any reviewer has opened the submission. A report that
 * goes to nobody here can be recalled until it is sent out (then it is ACCEPTED), while it could be filed again.
 */
export function isRecallable(
  report: Timed & { openedAt: Date | null; parentId: number | null },
  now: Date,
): boolean {
  if (report.status !== 'SUBMITTED') return false;
  if (report.parentId === null) return now < report.lockOn;
  return now < report.dueBefore && report.openedAt === null;
}

/**
 * An extension moves the deadline, and the lock where it would fall earlier. Once the unit has filed, whether it was
 * on time is settled: then the day to correct before moves instead.
 */
export function afterExtension(
  report: Timed,
  dueBefore: Date,
): Partial<Pick<Timed, 'dueBefore' | 'lockOn' | 'correctBefore'>> {
  const lockOn = report.lockOn > dueBefore ? report.lockOn : dueBefore;
  return report.firstSubmittedAt ? { correctBefore: dueBefore, lockOn } : { dueBefore, lockOn };
}

/** Which day an extension moved: given once the unit had filed, the one to correct before; as `afterExtension` did. */
export function movedByExtension(
  { firstSubmittedAt }: Pick<Timed, 'firstSubmittedAt'>,
  { grantedAt }: { readonly grantedAt: Date },
): 'deadline' | 'correction' {
  return firstSubmittedAt && firstSubmittedAt <= grantedAt ? 'correction' : 'deadline';
}

/** The day an extension must be later than: the one to correct before, once the unit has filed. */
export function presentDeadline(report: Timed): Date {
  return report.firstSubmittedAt && report.correctBefore ? report.correctBefore : report.dueBefore;
}
