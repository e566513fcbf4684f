import type { Tx } from '../../platform/db.js';
import { enqueue } from '../../mail/commands.js';
import { mailboxesOf } from '../../accounts/finders.js';
import { decisionMessage, type Decision, type DecisionKind } from './decision-message.js';

/** A decision, and whom it is about. */
export interface Told extends Decision {
  readonly reportId: number;
  readonly unitId: number;
}

/**
 * Writes what was decided about many reports as messages to the filers and signatories of their units: two queries
 * for a thousand reports. Call it in the transaction of the decisions, after them.
 */
export async function tellUnits(
  tx: Tx,
  kind: DecisionKind,
  decisions: readonly Told[],
  now: Date,
  publicUrl?: string,
): Promise<void> {
  const unitIds = decisions.map(({ unitId }) => unitId);
  const mailboxes = await mailboxesOf(tx, unitIds, kind, ['FILER', 'SIGNATORY']);
  const messages = decisions.flatMap((decision) => {
    const { reportId, unitId } = decision;
    const said = decisionMessage(kind, decision, publicUrl);
    return (mailboxes.get(unitId) ?? []).map((to) => ({ kind, to, unitId, reportId, ...said }));
  });
  await enqueue(tx, messages, now);
}
