import type { Actor, Role } from '../platform/actor.js';
import type { Tx } from '../platform/postgres/db.js';
import { formatDay } from '../platform/text/format.js';
import { mailboxesOf } from '../accounts/finders.js';
import { record } from '../history/commands.js';
import type { EventDetail, HistoryAction } from '../history/actions.js';
import { enqueue } from '../mail/commands.js';
import { letter, type LetterContent } from '../mail/letter.js';
import type { Shown } from './finders.js';
import { kindInText } from './letters.js';

/** Writes to people of one unit about an inspection, in the transaction of what it tells of; to how many. */
export async function sendInspectionMessages(
  tx: Tx,
  unitId: number,
  roles: readonly Role[],
  content: LetterContent,
  now: Date,
): Promise<number> {
  const mailboxes = (await mailboxesOf(tx, [unitId], 'inspected', roles)).get(unitId) ?? [];
  if (mailboxes.length === 0) return 0;
  const words = letter(content);
  await enqueue(
    tx,
    mailboxes.map((to) => ({ kind: 'inspected' as const, unitId, to, ...words })),
    now,
  );
  return mailboxes.length;
}

type About = Pick<Shown, 'kind' | 'plannedOn' | 'parentId' | 'unitId' | 'announcedAt' | 'concludedAt'> & {
  readonly unit: { readonly name: string };
};

/** Writes the event of an inspection: among those of the inspected unit only once that may know of it. */
export function recordInspection(
  tx: Tx,
  action: HistoryAction,
  { actor, inspection }: { readonly actor: Actor; readonly inspection: About },
  now: Date,
  more: EventDetail = {},
): Promise<void> {
  const { unit, plannedOn, announcedAt, concludedAt, parentId } = inspection;
  const isKnown = ![announcedAt, concludedAt].every((at) => at === null);
  const detail = { kind: kindInText(inspection), unit: unit.name, day: formatDay(plannedOn), ...more };
  return record(tx, { at: now, action, actor, unitId: isKnown ? inspection.unitId : parentId, detail });
}
