import { record } from '../history/commands.js';
import type { Actor } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';

/** Records that a file was refused, by its name and that of the malware. */
export function recordInfected(
  db: Db,
  actor: Actor | null,
  detail: { readonly file: string; readonly malware: string },
  now: Date,
): Promise<void> {
  const unit = actor ? { unitId: actor.unit.id } : {};
  return db.$transaction((tx) =>
    record(tx, { at: now, action: 'infected-file-refused', actor, ...unit, detail }),
  );
}
