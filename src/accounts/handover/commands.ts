import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import { asStale, type Outcome } from '../../platform/outcome.js';
import { asTaken } from '../../platform/postgres/taken.js';
import { formatDay } from '../../platform/text/format.js';
import type { Handover } from '../../platform/prisma/client.js';
import { changeAccount, tellOf } from '../administration/change-commands.js';
import type { ManagedAccount } from '../administration/finders.js';
import { applyHandover, type HandedOver, type Succession } from './applying-commands.js';
import { handoverProblems, openHandover, USERNAME_TAKEN } from './finders.js';
import type { WantedHandover } from './forms.js';

/**
 * Hands an account over, at once or, where the day is a later one, on that day. Null: it waits for its day. Stale where
 * somebody changed or ended the account since that `version`.
 */
export function handOver(
  db: Db,
  managed: ManagedAccount,
  wanted: WantedHandover,
  now: Date,
  succession: Succession,
): Promise<Outcome<HandedOver | null, true>> {
  const { admin: actor, account } = managed;
  const done = db.$transaction(
    async (tx): Promise<Outcome<HandedOver | null, true>> => {
      if (await isStale(tx, account, wanted.version)) return STALE;
      const problems = await handoverProblems(tx, account, wanted, now);
      if (problems.length > 0) return { problems };
      if (await openHandover(tx, account)) return { problems: [{ field: '', message: ALREADY }] };
      const handover = await plan(tx, managed, wanted, now);
      if (wanted.day > now) return { done: null };
      return { done: await applyHandover(tx, handover, { account, actor }, now, succession) };
    },
    { timeout: 60_000 },
  );
  return done.catch(asTaken({ field: 'username', message: USERNAME_TAKEN })).catch(asStale);
}

/** Takes back what waits for its day. Conflict where nothing waits any more. */
export function cancelHandover(db: Db, managed: ManagedAccount, version: number, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    await changeAccount(tx, managed, { version }, {});
    const [open] = await tx.handover.updateManyAndReturn({
      where: { accountId: managed.account.id, doneAt: null, cancelledAt: null },
      data: { cancelledAt: now },
    });
    if (!open) throw new Conflict('Việc bàn giao này đã được thực hiện hoặc đã hủy.');
    await tellOf(tx, managed, 'account-handover-cancelled', now, { changes: open.fullName });
  });
}

/** Whoever else changes the account waits until this is done. */
async function isStale(tx: Tx, { id }: { id: number }, version: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ version: number; isOpen: boolean }[]>`
    SELECT version, deactivated_at IS NULL AS "isOpen" FROM accounts WHERE id = ${id} FOR UPDATE`;
  return row?.version !== version || !row.isOpen;
}

async function plan(tx: Tx, managed: ManagedAccount, wanted: WantedHandover, now: Date): Promise<Handover> {
  const { admin, account } = managed;
  const { version, day: effectiveOn, ...to } = wanted;
  const who = 'successor' in to ? await knownPerson(tx, to.successor) : to;
  const asked = { askedAt: now, askedById: admin.accountId, askedByName: admin.fullName };
  const handover = await tx.handover.create({
    data: { accountId: account.id, ...who, effectiveOn, ...asked },
  });
  if (effectiveOn <= now) return handover;
  await changeAccount(tx, managed, { version }, {});
  const changes = `${handover.fullName}, từ ngày ${formatDay(effectiveOn)}`;
  await tellOf(tx, managed, 'account-handover-planned', now, { changes });
  return handover;
}

async function knownPerson(tx: Tx, id: number) {
  const select = { id: true, fullName: true, username: true };
  const { id: successorId, ...who } = await tx.account.findUniqueOrThrow({ where: { id }, select });
  return { successorId, ...who };
}

const STALE = {
  stale: true,
  problems: [
    {
      field: '',
      message:
        'Tài khoản này vừa được người khác thay đổi hoặc bàn giao. Chưa có gì của bạn được lưu: hãy mở lại trang tài khoản, xem rồi làm tiếp.',
    },
  ],
} as const;
const ALREADY =
  'Tài khoản này đã có lịch hẹn bàn giao. Hãy hủy lịch hẹn ấy trước khi bàn giao cho người khác.';
