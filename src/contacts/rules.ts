import { addDays } from '../platform/text/calendar.js';

/** So many days before a period can be opened its units are asked who works on it. */
const DAYS_BEFORE = 30;
/** A unit is not written to again within a day. */
export const ASK_AGAIN = 86_400_000;

/** Periods that open before this instant are asked about. */
export function askedUntil(now: Date): Date {
  return addDays(now, DAYS_BEFORE + 1);
}

/** Of a unit's children more are not told apart. */
export const MANY = 1000;

export const confirmationStates = ['chua', 'da', 'thay-doi'] as const;
export type ConfirmationState = (typeof confirmationStates)[number];
