import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/postgres/db.js';
import { enqueue } from '../mail/commands.js';
import { letter, type LetterContent } from '../mail/letter.js';
import type { Shown } from './finders.js';
import { hearersOf, type Hearer } from './hearer-finders.js';
import { announcedLetter, cancelledLetter, editedLetter, movedLetter, teamLetter } from './letters.js';
import type { Told } from './rules.js';

export interface Change {
  /** The day as it was before; null where the unit has just been told for the first time. */
  readonly before: Date | null;
  readonly reason: string;
}

/**
 * Writes to unit and team what the day of the inspection is now, in the transaction of the change. What was written of it
 * before and has not gone yet is taken back: each is told the last state only, against the day that they know of, and
 * nothing where that is the same (docs/decisions/0057).
 */
export async function tellOfDay(
  tx: Tx,
  { actor, inspection }: { readonly actor: Actor; readonly inspection: Shown },
  change: Change,
  now: Date,
): Promise<Told> {
  const takenBack = await takeBack(tx, inspection.id, now);
  const { hearers, unreached } = await hearersOf(tx, inspection, actor);
  const messages = hearers.flatMap((hearer) => {
    const known = takenBack.get(hearer.address.toLowerCase());
    const before = known === undefined ? change.before : known;
    const content = contentFor(inspection, hearer, before, change.reason);
    const { isOfTeam: _, unitId, ...to } = hearer;
    const about = { kind: 'inspected' as const, unitId, inspectionId: inspection.id, inspectionDay: before };
    return content ? [{ ...about, to, ...letter(content) }] : [];
  });
  await enqueue(tx, messages, now);
  return { count: messages.length, unreached };
}

/** `before`: the day this hearer knows of. Null where there is nothing to tell. */
function contentFor(
  inspection: Shown,
  { isOfTeam }: Hearer,
  before: Date | null,
  reason: string,
): LetterContent | null {
  const inWords = (content: LetterContent) => (isOfTeam ? teamLetter(content, inspection) : content);
  if (inspection.status === 'CANCELLED')
    return before && inWords(cancelledLetter(inspection, before, reason));
  if (!before) return inWords(announcedLetter(inspection));
  if (before.getTime() !== inspection.plannedOn.getTime())
    return inWords(movedLetter(inspection, before, reason));
  return isOfTeam || !reason ? null : editedLetter(inspection, reason);
}

/** By address: the day that its receiver knew of before the message that has not gone; null for none. */
async function takeBack(tx: Tx, inspectionId: number, now: Date): Promise<Map<string, Date | null>> {
  const rows = await tx.$queryRaw<{ address: string; known: Date | null }[]>`
    DELETE FROM messages
    WHERE inspection_id = ${inspectionId} AND sent_at IS NULL AND (taken_until IS NULL OR taken_until <= ${now})
    RETURNING lower(to_address) AS address, inspection_day AS known`;
  return new Map(rows.map(({ address, known }) => [address, known]));
}
