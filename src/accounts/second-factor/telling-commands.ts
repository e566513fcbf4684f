import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import type { HistoryAction } from '../../history/actions.js';
import { enqueue } from '../../mail/commands.js';
import { factorMessage } from './factor-message.js';

export interface Told {
  readonly action: Extract<HistoryAction, `second-factor-${string}` | `recovery-code${string}`>;
  /** "ứng dụng xác thực" */
  readonly what: string;
  /** As the letter says it. */
  readonly sentence: string;
}

/** Tells the history, and the account's address, what its owner did; call it in the transaction of that. */
export async function tell(tx: Tx, actor: Actor, { action, what, sentence }: Told, now: Date): Promise<void> {
  await record(tx, { at: now, action, actor, unitId: actor.unit.id, detail: { what } });
  await writeTo(tx, actor.accountId, sentence, now);
}

/** Whether they chose to get such mail is not asked: it may be a stranger's doing. */
export async function writeTo(tx: Tx, accountId: number, sentence: string, now: Date): Promise<void> {
  const { email, fullName, username, unitId } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
  });
  if (email === '') return;
  const to = { accountId, name: fullName, address: email };
  await enqueue(tx, [{ kind: 'second-factor', to, unitId, ...factorMessage(username, sentence) }], now);
}
