import { mailboxesOf } from '../../accounts/finders.js';
import type { NewRoot } from '../../history/chain/rules.js';
import { enqueue } from '../../mail/commands.js';
import type { Tx } from '../../platform/postgres/db.js';
import { rootMessage } from './root-message.js';

/**
 * Writes a day's root to the board, in the transaction that gives it: one letter a day, whichever process does it, and a
 * copy of the root that whoever owns the database cannot reach. Who does not want it says so among the own letters.
 */
export async function mailRoot(tx: Tx, root: NewRoot, now: Date): Promise<void> {
  const federation = await tx.unit.findFirst({ where: { parentId: null }, select: { id: true } });
  if (!federation) return;
  const { id } = federation;
  const mailboxes = (await mailboxesOf(tx, [id], 'record', ['ADMIN', 'REVIEWER'])).get(id) ?? [];
  const message = rootMessage(root);
  await enqueue(
    tx,
    mailboxes.map((to) => ({ kind: 'record', to, unitId: id, ...message })),
    now,
  );
}
