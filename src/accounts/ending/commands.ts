import type { Tx } from '../../platform/db.js';
import { recordAll } from '../../history/commands.js';
import type { ManagedUnit } from '../../units/finders.js';
import type { ReleaseWork } from '../administration/commands.js';

/** Closes the accounts of a unit that has ended, signs them out, and lets their work go; answers with how many. */
export async function closeAccountsOf(
  tx: Tx,
  managed: ManagedUnit,
  now: Date,
  release: ReleaseWork,
): Promise<number> {
  const accounts = await openAccounts(tx, managed);
  const accountIds = accounts.map(({ id }) => id);
  await tx.account.updateMany({
    where: { id: { in: accountIds } },
    data: { deactivatedAt: now, activationHash: null, activationExpiresAt: null, version: { increment: 1 } },
  });
  await tx.session.deleteMany({ where: { accountId: { in: accountIds } } });
  await tell(tx, managed, accounts, { action: 'account-deactivated', now });
  await release(tx, { accountIds, actor: managed.admin, why: LEFT, now });
  return accounts.length;
}

/** Puts the accounts of a unit into another one, with the roles that they have; answers with how many. */
export async function moveAccountsOf(
  tx: Tx,
  managed: ManagedUnit,
  to: { id: number; name: string },
  now: Date,
  release: ReleaseWork,
): Promise<number> {
  const accounts = await openAccounts(tx, managed);
  const accountIds = accounts.map(({ id }) => id);
  await tx.account.updateMany({
    where: { id: { in: accountIds } },
    data: { unitId: to.id, version: { increment: 1 } },
  });
  const changes = `đơn vị: ${managed.unit.name} → ${to.name}`;
  await tell(tx, managed, accounts, { action: 'account-edited', now, changes });
  await release(tx, { accountIds, actor: managed.admin, why: LEFT, now });
  return accounts.length;
}

const LEFT = 'đơn vị của người xét duyệt kết thúc hoạt động';

function openAccounts(tx: Tx, { unit }: ManagedUnit) {
  return tx.account.findMany({
    where: { unitId: unit.id, deactivatedAt: null },
    select: { id: true, username: true },
    orderBy: { id: 'asc' },
  });
}

function tell(
  tx: Tx,
  { admin, unit }: ManagedUnit,
  accounts: readonly { username: string }[],
  { action, now, changes }: { action: 'account-deactivated' | 'account-edited'; now: Date; changes?: string },
): Promise<void> {
  return recordAll(
    tx,
    accounts.map(({ username: account }) => ({
      ...{ at: now, action, actor: admin, unitId: unit.id },
      detail: { account, ...(changes ? { changes } : {}) },
    })),
  );
}
