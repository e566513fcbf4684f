import { FILING_ROLES, type Role } from '../platform/actor.js';

/** Whether mail about the report of its unit reaches the person behind an account. */
export function isReachable({ email, roles, deactivatedAt }: Reached): boolean {
  return email !== '' && deactivatedAt === null && FILING_ROLES.some((role) => roles.includes(role));
}

interface Reached {
  /** '' where there is none. */
  readonly email: string;
  readonly roles: readonly Role[];
  readonly deactivatedAt: Date | null;
}
