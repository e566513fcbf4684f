import type { Actor, Role } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { asTaken } from '../platform/postgres/taken.js';
import type { Pushing, Subscription } from '../platform/jobs/push-service.js';
import type { Outcome } from '../platform/outcome.js';
import { Prisma } from '../platform/prisma/client.js';
import { record } from '../history/commands.js';
import { LEASE } from '../mail/rules.js';
import { lockDevices } from './finders.js';
import { isOld, MOST_DEVICES, nextAttempt, type Notice } from './rules.js';

/** A unit whose people are told, and what. */
export interface UnitNotice {
  readonly unitId: number;
  /** The row of the reminder log that it is part of. */
  readonly deliveryId?: number;
  readonly notice: Notice;
}

/** Tells the devices of whoever has one of `roles` in each unit, in the transaction of what it tells of. */
export async function tellDevices(
  tx: Tx,
  tidings: readonly UnitNotice[],
  roles: readonly Role[],
  now: Date,
): Promise<void> {
  const unitIds = tidings.map(({ unitId }) => unitId);
  const devices = await lockDevices(tx, unitIds, roles);
  const rows = tidings.flatMap(({ unitId, notice, ...of }) =>
    (devices.get(unitId) ?? []).map((deviceId) => ({
      ...{ deviceId, ...of, ...notice, createdAt: now, dueAt: now },
    })),
  );
  for (let at = 0; at < rows.length; at += CHUNK)
    await tx.pushMessage.createMany({ data: rows.slice(at, at + CHUNK) });
}

/** How many rows one statement writes: it has a limit of parameters. */
const CHUNK = 1000;

/** Adds a browser to the own devices; one that was another account's is so no more: it is whoever's is signed in there. */
export function addDevice(
  db: Db,
  actor: Actor,
  { browser, ...subscription }: Subscription & { browser: string },
  now: Date,
): Promise<Outcome> {
  const { accountId } = actor;
  const added = db.$transaction(async (tx): Promise<Outcome> => {
    // Whoever adds another at the same moment waits.
    await tx.$queryRaw`SELECT id FROM accounts WHERE id = ${accountId} FOR NO KEY UPDATE`;
    const { endpoint } = subscription;
    const others = await tx.pushDevice.count({ where: { accountId, endpoint: { not: endpoint } } });
    if (others >= MOST_DEVICES) return { problems: [TOO_MANY] };
    await remove(tx, Prisma.sql`endpoint = ${endpoint} AND account_id <> ${accountId}`);
    const said = { ...subscription, browser };
    const known = await tx.pushDevice.updateMany({ where: { endpoint }, data: said });
    if (known.count > 0) return { done: true };
    await tx.pushDevice.create({ data: { ...said, accountId, addedAt: now } });
    await tell(tx, actor, 'device-added', browser, now);
    return { done: true };
  });
  return added.catch(asTaken(TAKEN));
}

const TOO_MANY = {
  field: '',
  message: `Tài khoản đã có ${MOST_DEVICES} máy. Hãy bỏ một máy không còn dùng, rồi bật lại.`,
};
const TAKEN = { field: '', message: 'Máy này vừa được bật ở nơi khác. Hãy bấm bật lại.' };

/** Which of the own devices: by its number in the list, or as its browser knows it. */
export type WhichDevice = { readonly id: number } | { readonly endpoint: string };

/** Takes one of the own devices off, with what it was not sent yet; false where there is none such. */
export function removeDevice(db: Db, actor: Actor, which: WhichDevice, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const is = 'id' in which ? Prisma.sql`id = ${which.id}` : Prisma.sql`endpoint = ${which.endpoint}`;
    const [removed] = await remove(tx, Prisma.sql`account_id = ${actor.accountId} AND ${is}`);
    if (removed) await tell(tx, actor, 'device-removed', removed.browser, now);
    return removed !== undefined;
  });
}

/** Takes the devices of accounts off that have ended, in the transaction in which they do. */
export async function removeDevicesOf(tx: Tx, accountIds: readonly number[]): Promise<void> {
  await remove(tx, Prisma.sql`account_id = ANY (${[...accountIds]})`);
}

/**
 * Takes what is due longest, with its device; undefined where there is none. As in src/mail: the attempt is counted before it
 * is made, and it is nobody else's for LEASE.
 */
export function takeDue(db: Db, now: Date) {
  return db.$transaction(async (tx) => {
    const [due] = await tx.$queryRaw<{ id: number }[]>`
      SELECT message.id FROM push_messages message
      JOIN push_devices device ON device.id = message.device_id
      JOIN accounts account ON account.id = device.account_id
      WHERE message.sent_at IS NULL AND message.failed_at IS NULL AND message.due_at <= ${now}
        AND (message.taken_until IS NULL OR message.taken_until <= ${now})
        AND account.deactivated_at IS NULL AND NOT EXISTS (SELECT FROM mail_holds)
      ORDER BY message.due_at, message.id LIMIT 1 FOR UPDATE OF message SKIP LOCKED`;
    if (!due) return undefined;
    const takenUntil = new Date(now.getTime() + LEASE);
    return tx.pushMessage.update({
      where: { id: due.id },
      data: { takenUntil, attempts: { increment: 1 } },
      include: { device: true },
    });
  });
}
export type TakenPush = NonNullable<Awaited<ReturnType<typeof takeDue>>>;

/** Gives up what was not even tried for too long; false where it is not so old. */
export async function giveUpOld(db: Db, taken: TakenPush, now: Date): Promise<boolean> {
  if (!isOld(taken, now)) return false;
  await settle(db, taken, { failedAt: now, lastError: 'Đã chờ quá một ngày', attempts: taken.attempts - 1 });
  return true;
}

/** Records what came of the attempt for which it was taken; a device that is gone is taken off. */
export async function recordPush(db: Db, taken: TakenPush, pushing: Pushing, now: Date): Promise<void> {
  const { id, deviceId } = taken;
  if (pushing.outcome === 'sent') {
    await db.pushMessage.update({
      where: { id },
      data: { sentAt: now, failedAt: null, takenUntil: null, lastError: '' },
    });
    await db.pushDevice.updateMany({ where: { id: deviceId ?? 0 }, data: { lastSentAt: now } });
    return;
  }
  const dueAt = pushing.outcome === 'refused' ? nextAttempt(taken, now) : undefined;
  await settle(db, taken, { lastError: pushing.reason, ...(dueAt ? { dueAt } : { failedAt: now }) });
  if (pushing.outcome === 'gone') await db.$transaction((tx) => remove(tx, Prisma.sql`id = ${deviceId}`));
}

/** Only while it is still this worker's: after the lease somebody else may have taken it. */
async function settle(
  db: Db,
  { id, takenUntil }: TakenPush,
  data: { dueAt?: Date; failedAt?: Date; attempts?: number; lastError: string },
): Promise<void> {
  await db.pushMessage.updateMany({
    where: { id, takenUntil, sentAt: null },
    data: { ...data, takenUntil: null },
  });
}

/** Waits for those who are just telling the devices something (`lockDevices`), then takes that along. */
async function remove(tx: Tx, which: Prisma.Sql): Promise<{ id: number; browser: string }[]> {
  const devices = await tx.$queryRaw<{ id: number; browser: string }[]>`
    SELECT id, browser FROM push_devices WHERE ${which} ORDER BY id FOR UPDATE`;
  const ids = devices.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx.pushMessage.deleteMany({ where: { deviceId: { in: ids }, sentAt: null, failedAt: null } });
  await tx.pushDevice.deleteMany({ where: { id: { in: ids } } });
  return devices;
}

function tell(
  tx: Tx,
  actor: Actor,
  action: 'device-added' | 'device-removed',
  browser: string,
  now: Date,
): Promise<void> {
  return record(tx, { at: now, action, actor, unitId: actor.unit.id, detail: { browser } });
}
