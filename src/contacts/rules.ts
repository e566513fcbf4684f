import type { Role } from '../platform/actor.js';
import { addDays } from '../platform/text/calendar.js';

/** Who answers for a unit: who files, who signs, who looks after its accounts. */
export const CONTACT_ROLES = ['FILER', 'SIGNATORY', 'ADMIN'] as const satisfies readonly Role[];

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
