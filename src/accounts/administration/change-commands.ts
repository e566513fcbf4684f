import type { Admin, Operator } from '../../platform/actor.js';
import type { Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import type { HistoryAction } from '../../history/actions.js';
import type { ManagedAccount } from './finders.js';

/** Changes an account where it still is as `expected`; Conflict otherwise. */
export async function changeAccount(
  tx: Tx,
  { account }: ManagedAccount<Admin | Operator>,
  expected: Prisma.AccountWhereInput,
  data: Prisma.AccountUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { ...expected, id: account.id },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0)
    throw new Conflict('Tài khoản này vừa được người khác thay đổi. Hãy tải lại trang rồi làm lại.');
}

/** What the history says besides who, when and which account. An administrator gives no reason, an operator has to. */
export interface Why {
  readonly reason?: string;
  readonly changes?: string;
  readonly sessions?: number;
}

/** Tells the history what was done with an account, in the transaction in which it was. */
export function tellOf(
  tx: Tx,
  { admin, account }: ManagedAccount<Admin | Operator>,
  action: Extract<HistoryAction, `account-${string}` | 'activation-link-made' | 'one-time-code-made'>,
  now: Date,
  why: Why = {},
): Promise<void> {
  const detail = { account: account.username, ...why };
  return record(tx, { at: now, action, actor: admin, unitId: account.unitId, detail });
}
