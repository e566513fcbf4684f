import type { Actor } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import { endSessions } from '../commands.js';
import { otherSession } from './finders.js';
import { deviceInWords } from './rules.js';

/** Ends another session of the own account; false where it has ended. */
export function endOtherSession(
  db: Db,
  actor: Actor,
  { sessionId, name }: { readonly sessionId: string; readonly name: string },
  now: Date,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const session = await otherSession(tx, actor, sessionId, name);
    if (!session) return false;
    const { count } = await tx.session.deleteMany({ where: { id: session.id } });
    const detail = { device: deviceInWords(session.device) };
    if (count > 0)
      await record(tx, { at: now, action: 'session-ended', actor, unitId: actor.unit.id, detail });
    return count > 0;
  });
}

/** Ends all sessions of the own account but the one that asks; how many. */
export function endOtherSessions(db: Db, actor: Actor, sessionId: string, now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const count = await endSessions(tx, actor.accountId, sessionId);
    const event = { at: now, action: 'sessions-ended' as const, actor, unitId: actor.unit.id };
    if (count > 0) await record(tx, { ...event, detail: { count } });
    return count;
  });
}
