import type { Actor, Role } from '../platform/actor.js';
import { hasRole } from '../platform/actor.js';
import { addDays } from '../platform/text/calendar.js';
import { cleanLine, fold } from '../platform/text/text.js';
import { ADMINISTRATION, FOLLOWING, REPORTS } from '../platform/page/addresses.js';

/** By what a person is found: the name and the username, without diacritics. */
export function foldedName({ fullName, username }: { fullName: string; username: string }): string {
  return fold(`${fullName} ${username}`);
}

/** How usernames are kept and compared. */
export function usernameKey(typed: string): string {
  return cleanLine(typed).toLowerCase();
}

const QUARTER_HOUR = 900;
/** How often one may fail to sign in. A whole office may share one address. */
export const SIGN_IN_BY_ADDRESS = { name: 'sign-in-address', attempts: 50, seconds: QUARTER_HOUR };
/**
 * How long whoever failed to sign in under a name waits before they may try again from the same place, in seconds: after
 * the first failure, the second and so on; after all that follow as long as after the last here.
 */
export const SIGN_IN_WAITS = [0, 0, 0, 0, 60, 120, 240, 480, QUARTER_HOUR] as const;
/** How long one waits after so many failures, in seconds. */
export function waitAfter(failures: number): number {
  return SIGN_IN_WAITS[Math.min(failures, SIGN_IN_WAITS.length) - 1] ?? 0;
}
export const failedTimes = (failures: number) => `Đã nhập sai ${failures} lần.`;
/** When the last failure is forgotten, in ms. */
export const SIGN_IN_FORGOTTEN = 86_400_000;

/** For how long a browser is known after it signed in, in ms. */
export const BROWSER_KNOWN_FOR = 365 * 86_400_000;

/** How many passwords one process checks at once, of known browsers and of others each, and how many wait for it. */
export const PASSWORD_CHECKS = { atOnce: 1, waiting: 200, perAsker: 50, time: 30_000 };

/** How often the own password may be typed wrongly where it is asked for again. */
export const OWN_PASSWORD = { name: 'own-password', attempts: 5, seconds: QUARTER_HOUR };

/** How many failures of one account the history tells of, wherever they come from. */
export const FAILURES_TOLD = { name: 'sign-in-told', attempts: 12, seconds: QUARTER_HOUR };

/** Whether the history tells of a failure at one place: the first, the fifth, the tenth, the twentieth, the fortieth… */
export function isTold(failures: number): boolean {
  return failures === 1 || Number.isInteger(Math.log2(failures / 5));
}

/** How often one may come back from another system without being let in (src/accounts/sign-on). */
export const SIGN_ON_BY_ADDRESS = { name: 'sign-on-address', attempts: 50, seconds: QUARTER_HOUR };

/** Whether its work is that of others: reports of the units below it. */
export const looksAfterUnits = (actor: Actor): boolean => hasRole(actor, 'REVIEWER', 'LEADER');

/** Where an account begins its work: at the units below it, where there are any to look after, before the own report. */
export function landingPath(actor: Actor, hasUnitsBelow: boolean): string {
  if (looksAfterUnits(actor) && hasUnitsBelow) return FOLLOWING;
  if (hasRole(actor, 'FILER')) return REPORTS;
  if (hasRole(actor, 'ADMIN')) return ADMINISTRATION;
  return REPORTS;
}

export const roles = ['FILER', 'SIGNATORY', 'REVIEWER', 'LEADER', 'ADMIN'] as const satisfies readonly Role[];

export const roleNames: Readonly<Record<Role, string>> = {
  FILER: 'Lập báo cáo',
  SIGNATORY: 'Ký duyệt',
  REVIEWER: 'Xét duyệt',
  LEADER: 'Lãnh đạo',
  ADMIN: 'Quản trị',
};

/** "Lập báo cáo, Quản trị", in the order of `roles`. */
export function rolesInWords(held: readonly Role[]): string {
  return roles
    .filter((role) => held.includes(role))
    .map((role) => roleNames[role])
    .join(', ');
}

/** The columns of a link that is void. */
export const noLink = {
  ...{ activationHash: null, activationExpiresAt: null, resetHash: null, resetExpiresAt: null },
} as const;

/** The columns of an account whose address is another now: nobody has confirmed it, and no link that went there is good. */
export const unconfirmed = { emailConfirmedAt: null, resetHash: null, resetExpiresAt: null } as const;

/** The columns of an account that is closed at `now`: nobody signs in with it, nor by a link that it was sent. */
export function closedAccount(now: Date) {
  return { deactivatedAt: now, ...noLink };
}

/** Until when a link made at `now` is good: for seven whole days after today. */
export function linkEnd(now: Date): Date {
  return addDays(now, 8);
}

/** Who answers for a unit: who files, who signs, who looks after its accounts. */
export const CONTACT_ROLES = ['FILER', 'SIGNATORY', 'ADMIN'] as const satisfies readonly Role[];

/** Whether they say who their unit's contacts are: somebody above wants to know. */
export function hasContacts(actor: Actor): boolean {
  return actor.unit.parentId !== null && hasRole(actor, ...CONTACT_ROLES);
}
