import type { Actor } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { recordOnce } from '../commands.js';

/** In ms. A person who loads the same file again within this time is told of once: the history is for ever. */
const AGAIN = 10 * 60_000;

/** `place`: its address. */
export async function recordDownload(
  db: Db,
  actor: Actor,
  detail: { readonly file: string; readonly place: string },
  now: Date,
): Promise<void> {
  const event = { at: now, action: 'file-downloaded', actor, unitId: actor.unit.id, detail } as const;
  await recordOnce(db, event, new Date(now.getTime() - AGAIN));
}
