import type { Db, Tx } from '../../platform/postgres/db.js';
import { defaultLadder, type Ladder } from '../ladder.js';
import { defaultWordings, type Wordings } from '../wording.js';

/** How a period's units are reminded. `changedAt` is null, and `version` 0, where nothing but the defaults was ever set. */
export interface LadderSettings {
  readonly isOn: boolean;
  readonly ladder: Ladder;
  readonly wordings: Wordings;
  readonly changedAt: Date | null;
  readonly version: number;
}

export async function ladderOf(db: Db | Tx, periodId: number): Promise<LadderSettings> {
  const row = await db.reminderLadder.findUnique({ where: { periodId } });
  if (!row) {
    return { isOn: true, ladder: defaultLadder, wordings: defaultWordings, changedAt: null, version: 0 };
  }
  const { isOn, changedAt, version } = row;
  // Written by the command beside this, from checked input.
  const ladder = row.ladder as unknown as Ladder;
  const wordings = row.wordings as unknown as Wordings;
  return { isOn, ladder, wordings, changedAt, version };
}
