import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Account, Handover } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import { enqueue } from '../../mail/commands.js';
import type { ManagedAccount } from '../administration/finders.js';
import { applyHandover, type Succession } from './applying-commands.js';
import { handoverProblems } from './finders.js';
import { dayMessage } from './handover-message.js';

/**
 * Does what was set for a day, once, whoever else tries at the same time; where it is no longer possible it is cancelled.
 * Whoever set the day hears of it. Undefined: somebody else has done it, or is at it.
 */
export function applyDue(
  db: Db,
  id: number,
  now: Date,
  succession: Succession,
): Promise<'done' | 'failed' | undefined> {
  return db.$transaction(
    async (tx) => {
      const free = await tx.$queryRaw<object[]>`
        SELECT id FROM handovers WHERE id = ${id} AND done_at IS NULL AND cancelled_at IS NULL AND effective_on <= ${now}
        FOR UPDATE SKIP LOCKED`;
      if (free.length === 0) return undefined;
      const { account, ...handover } = await tx.handover.findUniqueOrThrow({
        where: { id },
        include: { account: { include: { unit: true } } },
      });
      const failure = await failureOf(tx, account, handover, now);
      if (failure) return cancel(tx, account, { ...handover, failure }, now);
      const { successor } = await applyHandover(tx, handover, { account, actor: null }, now, succession);
      await tellAsker(tx, handover, account, successor, now);
      return 'done';
    },
    { timeout: 60_000 },
  );
}

type Leaving = ManagedAccount['account'];

async function failureOf(
  tx: Tx,
  account: Leaving,
  { successorId, username }: Handover,
  now: Date,
): Promise<string | undefined> {
  // Whoever ends it at this moment comes first.
  const open = await tx.$queryRaw<object[]>`
    SELECT id FROM accounts WHERE id = ${account.id} AND deactivated_at IS NULL FOR UPDATE`;
  if (open.length === 0) return 'tài khoản cần bàn giao đã ngừng trước ngày hẹn.';
  const who = successorId ? { successor: successorId } : { username };
  const [problem] = await handoverProblems(tx, account, { ...who, day: now }, now);
  return problem?.message;
}

async function cancel(tx: Tx, account: Leaving, handover: Handover, now: Date): Promise<'failed'> {
  const { id, failure, fullName } = handover;
  await tx.handover.update({ where: { id }, data: { cancelledAt: now, failure } });
  const detail = { account: account.username, changes: fullName, reason: failure };
  const event = { at: now, action: 'account-handover-cancelled' as const, actor: null };
  await record(tx, { ...event, unitId: account.unitId, detail });
  await tellAsker(tx, handover, account, null, now);
  return 'failed';
}

async function tellAsker(
  tx: Tx,
  handover: Handover,
  from: Leaving,
  successor: Account | null,
  now: Date,
): Promise<void> {
  const where = { id: handover.askedById, deactivatedAt: null, email: { not: '' } };
  const asker = await tx.account.findFirst({ where });
  if (!asker) return;
  const to = { accountId: asker.id, name: asker.fullName, address: asker.email };
  const message = dayMessage(handover, from, successor);
  await enqueue(tx, [{ kind: 'contacts', to, unitId: asker.unitId, ...message }], now);
}
