import type { Actor } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { newToken } from '../../accounts/activation/tokens.js';
import { record } from '../../history/commands.js';

/** Makes the address of the own days anew, and answers with its secret, which is nowhere kept; the one before ends. */
export async function makeFeed(db: Db, actor: Actor, now: Date): Promise<string> {
  const { token, hash: tokenHash } = newToken();
  const { accountId } = actor;
  await db.$transaction(async (tx) => {
    const made = { tokenHash, madeAt: now };
    await tx.calendarFeed.upsert({ where: { accountId }, create: { accountId, ...made }, update: made });
    await record(tx, { at: now, action: 'calendar-made', actor, unitId: actor.unit.id });
  });
  return token;
}

/** Ends the address of the own days; false where there is none. */
export function revokeFeed(db: Db, actor: Actor, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.calendarFeed.deleteMany({ where: { accountId: actor.accountId } });
    if (count > 0) await record(tx, { at: now, action: 'calendar-revoked', actor, unitId: actor.unit.id });
    return count > 0;
  });
}
