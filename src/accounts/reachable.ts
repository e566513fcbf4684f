import type { Role } from '../platform/actor.js';

/** Whose work a unit's report is, and who hear of it by mail. */
export const filingRoles = ['FILER', 'SIGNATORY'] as const satisfies readonly Role[];

/** Whether mail about the report of its unit reaches the person behind an account. */
export function isReachable({ email, roles, deactivatedAt }: Reached): boolean {
  return email !== '' && deactivatedAt === null && filingRoles.some((role) => roles.includes(role));
}

interface Reached {
  /** '' where there is none. */
  readonly email: string;
  readonly roles: readonly Role[];
  readonly deactivatedAt: Date | null;
}
