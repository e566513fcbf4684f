import type { Admin } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { recordAll } from '../../history/commands.js';
import type { ManagedUnit } from '../../units/finders.js';
import type { ReleaseWork } from '../administration/commands.js';
import { endAccess } from '../commands.js';
import { closedAccount } from '../rules.js';

/** Closes the accounts of a unit whose day has come, unless it was put off just now; answers with how many. */
export function closeAfterEnd(db: Db, unitId: number, now: Date, release: ReleaseWork): Promise<number> {
  return db.$transaction(async (tx) => {
    // Whoever puts the day off waits for this, or is waited for.
    const ended = await tx.$queryRaw<object[]>`
      SELECT id FROM units WHERE id = ${unitId} AND coalesce(accounts_until, active_to) <= ${now} FOR SHARE`;
    return ended.length > 0 ? closeAccountsOf(tx, { unitId, actor: null }, now, release) : 0;
  });
}

/** Closes the accounts of a unit, signs them out, and lets their work go; answers with how many. `actor` null: the portal itself. */
export async function closeAccountsOf(
  tx: Tx,
  { unitId, actor }: { unitId: number; actor: Admin | null },
  now: Date,
  release: ReleaseWork,
): Promise<number> {
  const closed = await tx.account.updateManyAndReturn({
    where: { unitId, deactivatedAt: null },
    data: { ...closedAccount(now), version: { increment: 1 } },
    select: WHO,
  });
  const accountIds = closed.map(({ id }) => id);
  await endAccess(tx, accountIds);
  const event = { at: now, action: 'account-deactivated' as const, actor, unitId };
  await recordAll(
    tx,
    closed.map(({ username: account }) => ({ ...event, detail: { account } })),
  );
  await release(tx, { accountIds, actor, why: LEFT, now });
  return closed.length;
}

/** Puts the accounts of a unit into another one, with the roles that they have. */
export async function moveAccountsOf(
  tx: Tx,
  { admin, unit }: ManagedUnit,
  to: { id: number; name: string },
  now: Date,
  release: ReleaseWork,
): Promise<void> {
  const moved = await tx.account.updateManyAndReturn({
    where: { unitId: unit.id, deactivatedAt: null },
    data: { unitId: to.id, version: { increment: 1 } },
    select: WHO,
  });
  const changes = `đơn vị: ${unit.name} → ${to.name}`;
  const event = { at: now, action: 'account-edited' as const, actor: admin, unitId: unit.id };
  await recordAll(
    tx,
    moved.map(({ username: account }) => ({ ...event, detail: { account, changes } })),
  );
  await release(tx, { accountIds: moved.map(({ id }) => id), actor: admin, why: LEFT, now });
}

const WHO = { id: true, username: true } as const;
const LEFT = 'đơn vị của người xét duyệt kết thúc hoạt động';
