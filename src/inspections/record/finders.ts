import type { Db, Tx } from '../../platform/postgres/db.js';
import { currentGuidance, obligationTexts } from '../../guidance/finders.js';
import type { Shown } from '../finders.js';

/** The obligations that a record is about: those of the guidance it was begun with, else of that in force. */
export async function obligationsFor(db: Db, { guidanceVersionId }: Shown, now: Date) {
  const id = guidanceVersionId ?? (await currentGuidance(db, now)).id;
  return { id, words: await obligationTexts(db, id) };
}

/** The words of the obligations that something was found about. */
export async function wordsFound(
  db: Db | Tx,
  { guidanceVersionId, findings }: Shown,
): Promise<ReadonlyMap<string, string>> {
  const isEmpty = Object.keys(findings as object).length === 0;
  return guidanceVersionId === null || isEmpty ? new Map() : obligationTexts(db, guidanceVersionId);
}
