import { FILING_ROLES, type Role } from '../platform/actor.js';
import { Prisma } from '../platform/prisma/client.js';
import type { MessageKind } from '../mail/names.js';
import { unmutable } from '../mail/rules.js';

// Who can be reached by mail, as the database reads it. prisma/functions/unit_has_contact.sql keeps the same of every
// report; tests/integration/same-rules.test.ts holds them to each other.

/** An active account with one of `roles` that has an address. */
function addressed(roles: readonly Role[]) {
  return { email: { not: '' }, deactivatedAt: null, roles: { hasSome: [...roles] } };
}

/** `isReachable`. */
export const reachable: Prisma.AccountWhereInput = addressed(FILING_ROLES);

/** An active account with one of `roles` that has an address, and wants messages of that kind. */
export function reader(kind: MessageKind, roles: readonly Role[]): Prisma.AccountWhereInput {
  const muted = unmutable.includes(kind) ? {} : { NOT: { mutedMessages: { has: kind } } };
  return { ...addressed(roles), ...muted };
}

/** The condition that somebody who files or signs for the unit of `report` is a reader of such messages. */
export function hasReader(kind: MessageKind): Prisma.Sql {
  const muted = unmutable.includes(kind)
    ? Prisma.empty
    : Prisma.sql`AND NOT ${kind} = ANY (coalesce(muted_messages, '{}'))`;
  return Prisma.sql`EXISTS (
    SELECT FROM accounts WHERE accounts.unit_id = report.unit_id AND email <> '' AND deactivated_at IS NULL
      AND roles && ${`{${FILING_ROLES.join(',')}}`}::"Role"[] ${muted})`;
}
