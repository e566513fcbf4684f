import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Assignee } from './commands.js';

/** The own unit's reviewers who can sign in, by name. */
export function possibleAssignees(db: Db, { unit }: Overseer | Reviewer): Promise<Assignee[]> {
  return db.account.findMany({
    where: {
      ...{ unitId: unit.id, roles: { has: 'REVIEWER' } },
      ...{ deactivatedAt: null, passwordHash: { not: null } },
    },
    select: { id: true, fullName: true },
    orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
    take: 200,
  });
}
