import { FILING_ROLES } from '../platform/actor.js';
import type { Tx } from '../platform/postgres/db.js';
import { mailboxesOf } from '../accounts/finders.js';
import { enqueue } from '../mail/commands.js';
import { letter, type LetterContent } from '../mail/letter.js';
import type { MessageKind } from '../mail/names.js';

/** What a unit is told of its report. */
export interface UnitMessage {
  readonly report: { readonly id: number; readonly unitId: number };
  readonly content: LetterContent;
}

/** Writes to the filers and signatories of each unit, in the transaction of what it tells of; in as many queries for one unit as for many. Answers to how many units nothing goes. */
export async function sendUnitMessages(
  tx: Tx,
  kind: MessageKind,
  tidings: readonly UnitMessage[],
  now: Date,
): Promise<number> {
  const unitIds = tidings.map(({ report }) => report.unitId);
  const mailboxes = await mailboxesOf(tx, unitIds, kind, FILING_ROLES);
  const messages = tidings.flatMap(({ report, content }) => {
    const words = letter(content);
    const about = { kind, unitId: report.unitId, reportId: report.id, ...words };
    return (mailboxes.get(report.unitId) ?? []).map((to) => ({ ...about, to }));
  });
  if (messages.length > 0) await enqueue(tx, messages, now);
  return unitIds.filter((id) => !mailboxes.get(id)?.length).length;
}
