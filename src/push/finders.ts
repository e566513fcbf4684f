import type { Actor, Role } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';

/** The own devices, in the order in which they were added. */
export function ownDevices(db: Db, { accountId }: Actor) {
  return db.pushDevice.findMany({
    where: { accountId },
    select: { id: true, browser: true, addedAt: true, lastSentAt: true },
    orderBy: { id: 'asc' },
  });
}
export type OwnDevice = Awaited<ReturnType<typeof ownDevices>>[number];

/** The devices of whoever has one of `roles` in these units, by unit; none of them goes before the transaction ends. */
export async function lockDevices(
  tx: Tx,
  unitIds: readonly number[],
  roles: readonly Role[],
): Promise<Map<number, number[]>> {
  const rows = await tx.$queryRaw<{ id: number; unitId: number }[]>`
    SELECT device.id, account.unit_id AS "unitId"
    FROM push_devices device JOIN accounts account ON account.id = device.account_id
    WHERE account.unit_id = ANY (${[...unitIds]}) AND account.deactivated_at IS NULL
      AND account.roles && ${`{${roles.join(',')}}`}::"Role"[]
    ORDER BY device.id FOR KEY SHARE OF device`;
  const byUnit = new Map<number, number[]>();
  for (const { id, unitId } of rows) byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), id]);
  return byUnit;
}
