import type { Reviewer, Submitter } from '../platform/actor.js';
import type { Outcome } from '../platform/outcome.js';
import type { Db } from '../platform/postgres/db.js';
import { record } from '../history/commands.js';
import type { DocumentSettings } from './rules.js';

/**
 * Saves how the own unit's documents are worded and measured; stale where somebody saved since that `version`. They are
 * the unit's, not a year's: a year that went out keeps the signed file.
 */
export function saveDocumentSettings(
  db: Db,
  actor: Reviewer | Submitter,
  settings: DocumentSettings,
  version: number,
  now: Date,
): Promise<Outcome<true, true>> {
  return db.$transaction(async (tx) => {
    const unitId = actor.unit.id;
    const data = { settings: settings as object };
    const { count } =
      version === 0
        ? await tx.documentSettings.createMany({ data: [{ unitId, ...data }], skipDuplicates: true })
        : await tx.documentSettings.updateMany({
            where: { unitId, version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) return { stale: true };
    await record(tx, { at: now, action: 'document-settings-saved', actor, unitId });
    return { done: true };
  });
}
