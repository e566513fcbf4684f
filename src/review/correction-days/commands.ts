import type { Reviewer } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Db } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';

/** `seen`: the number that stood there; stale where a colleague has changed it since. */
export function saveCorrectionDays(
  db: Db,
  actor: Reviewer,
  { days, seen }: { days: number; seen: number },
  now: Date,
): Promise<Outcome<true, true>> {
  return db.$transaction(async (tx) => {
    const { id: unitId } = actor.unit;
    const { count } = await tx.unit.updateMany({
      where: { id: unitId, correctionDays: seen },
      data: { correctionDays: days },
    });
    if (count === 0) return { stale: true };
    await record(tx, { at: now, action: 'correction-days-saved', actor, unitId, detail: { days } });
    return { done: true };
  });
}
