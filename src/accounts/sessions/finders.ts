import type { Actor } from '../../platform/actor.js';
import { goingOn } from '../../platform/http/session.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { digest } from '../../platform/text/digest.js';

/** One place where the own account is signed in. */
export interface OwnSession {
  /** Names it on a page. The id itself, with which one would be signed in, stands on none. */
  readonly name: string;
  /** The one that asks. */
  readonly isThis: boolean;
  readonly beganAt: Date;
  readonly usedAt: Date;
  readonly address: string;
  /** "Chrome trên Windows"; '' where it is not known. */
  readonly device: string;
}

/** Which sessions: those that last at most so many hours, and which of them asks. */
interface Asking {
  readonly sessionId: string;
  readonly maxHours: number;
}

/** How many are listed. Whoever has more ends them all at once. */
const MOST_LISTED = 50;

/** Where the own account is signed in: the session that asks, then the one that was used last. */
export async function ownSessions(
  db: Db,
  { accountId }: Actor,
  { sessionId, maxHours }: Asking,
  now: Date,
): Promise<OwnSession[]> {
  const rows = await db.session.findMany({
    where: { accountId, ...goingOn(now, maxHours) },
    select: { id: true, beganAt: true, usedAt: true, address: true, device: true },
    orderBy: [{ usedAt: 'desc' }, { beganAt: 'desc' }],
    take: MOST_LISTED,
  });
  const sessions = rows.map(({ id, ...facts }) => ({ name: nameOf(id), isThis: id === sessionId, ...facts }));
  return sessions.sort((one, other) => Number(other.isThis) - Number(one.isThis));
}

/** Another session of the own account, by the name that a page gave it; undefined where it has ended. */
export async function otherSession(tx: Tx, { accountId }: Actor, sessionId: string, name: string) {
  const where = { accountId, id: { not: sessionId } };
  const others = await tx.session.findMany({ where, select: { id: true, device: true } });
  return others.find(({ id }) => nameOf(id) === name);
}

/** In how many places an account is signed in. */
export function countSessions(db: Db, accountId: number, maxHours: number, now: Date): Promise<number> {
  return db.session.count({ where: { accountId, ...goingOn(now, maxHours) } });
}

/** Nobody gets from it to the id, which is random and long. */
function nameOf(id: string): string {
  return digest(id).slice(0, 22);
}
