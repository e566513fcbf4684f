import type { Outcome } from '../../platform/outcome.js';
import type { Db } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import type { ManagedPeriod } from '../../periods/finders.js';
import type { Settings } from './forms.js';

/** Saves how a period's units are reminded; stale where somebody saved since that `version`. */
export function saveLadder(
  db: Db,
  { admin, period }: ManagedPeriod,
  { version, isOn, ladder, wordings }: Settings,
  now: Date,
): Promise<Outcome<true, true>> {
  return db.$transaction(async (tx) => {
    const data = { isOn, ladder: ladder as object, wordings: wordings as object, changedAt: now };
    const periodId = period.id;
    const { count } =
      version === 0
        ? await tx.reminderLadder.createMany({ data: [{ periodId, ...data }], skipDuplicates: true })
        : await tx.reminderLadder.updateMany({
            where: { periodId, version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) return { stale: true };
    const detail = { year: period.year, state: isOn ? 'bật' : 'tắt' };
    await record(tx, { at: now, action: 'ladder-saved', actor: admin, detail });
    return { done: true };
  });
}
