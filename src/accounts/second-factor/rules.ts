import type { Role } from '../../platform/actor.js';
import { formatDay } from '../../platform/text/format.js';
import { addDays } from '../../platform/text/calendar.js';
import { rolesInWords } from '../rules.js';

/** Between the password and the second factor, in ms: long enough to look for a telephone. */
export const HALFWAY = 5 * 60_000;

/** For how long a reload shows the key of an app that is being set up, in ms. */
export const APP_KEY_KEPT = 30 * 60_000;

/**
 * Guesses of an account's codes, of which three of a million are good at a time. Whoever guesses has the password, so its owner is
 * told; a passkey is let through meanwhile.
 */
export const CODE_GUESSES = { name: 'second-factor', attempts: 5, seconds: 600 };
/** So that one who goes on guessing does not fill the owner's mailbox. */
export const GUESSING_TOLD = { name: 'second-factor-told', attempts: 1, seconds: 86_400 };

/** Who must have a second factor: whoever has one of `roles`, and in the root unit one of `rootRoles`; null: no day was ever said. */
export interface Requirement {
  readonly roles: readonly Role[];
  readonly rootRoles: readonly Role[];
  readonly startsOn: Date | null;
}

/** What a new portal begins with: who can give rights away, and who decides on everybody's reports. */
export const defaultRequirement = { roles: ['ADMIN'], rootRoles: ['REVIEWER'] } satisfies Pick<
  Requirement,
  'roles' | 'rootRoles'
>;

/** "Quản trị; ở Liên đoàn: Xét duyệt; từ ngày 01/12/2026" */
export function requirementInWords({ roles, rootRoles, startsOn }: Requirement): string {
  if (roles.length + rootRoles.length === 0) return 'không bắt buộc với ai';
  return [
    ...(roles.length > 0 ? [rolesInWords(roles)] : []),
    ...(rootRoles.length > 0 ? [`ở Liên đoàn: ${rolesInWords(rootRoles)}`] : []),
    ...(startsOn ? [`từ ngày ${formatDay(startsOn)}`] : []),
  ].join('; ');
}

/** A day before today is taken only where it is saved already: the rule has begun, and goes on. */
export function isTooEarly(startsOn: Date, saved: Pick<Requirement, 'startsOn'>, now: Date): boolean {
  return startsOn < addDays(now, 0) && startsOn.getTime() !== saved.startsOn?.getTime();
}

export const mustNow = (mustFrom: Date | null, now: Date): boolean => mustFrom !== null && mustFrom <= now;

/** What the first browser to ask calls itself, as the name of a passkey that was given none. */
export const PASSKEY_NAME = 'Khóa truy cập';
