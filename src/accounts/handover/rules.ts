import type { Role } from '../../platform/actor.js';
import { addDays } from '../../platform/text/calendar.js';
import { formatDay } from '../../platform/text/format.js';
import { roles } from '../rules.js';

/** How much of an account's work stands outside of accounts. */
export interface HeldWork {
  /** Reports of units below that it looks after. */
  readonly assigned: number;
  /** Reports of its own unit that are being written. */
  readonly drafts: number;
  /** Inspections whose team names it: those that nobody was told of yet, and those that were announced. */
  readonly planned: number;
  readonly announced: number;
}

/** Says why a post cannot change hands on `day`; undefined where it can. Today counts: it is then done at once. */
export function dayProblem(day: Date, now: Date): string | undefined {
  const today = addDays(now, 0);
  if (day < today)
    return `Ngày bàn giao đã qua. Hãy chọn hôm nay (${formatDay(now)}) hoặc một ngày sau hôm nay.`;
  return day > addDays(now, 366) ? 'Ngày bàn giao phải trong vòng một năm tới.' : undefined;
}

/** Whether it waits for its day. */
export function isOpen({ doneAt, cancelledAt }: { doneAt: Date | null; cancelledAt: Date | null }): boolean {
  return doneAt === null && cancelledAt === null;
}

/** The roles of both, in the order of `roles`. */
export function rolesOfBoth(one: readonly Role[], other: readonly Role[]): Role[] {
  return roles.filter((role) => one.includes(role) || other.includes(role));
}
