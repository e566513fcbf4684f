import { record } from '../history/commands.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { NotPossible } from '../platform/errors.js';
import type { Sending } from '../platform/jobs/mailer.js';
import { fold } from '../platform/text/text.js';
import type { Message } from '../platform/prisma/client.js';
import type { MailAdmin, ManagedMessage } from './finders.js';
import type { Mailbox, NewMessage } from './message.js';
import type { MessageKind } from './names.js';
import { isSecret, isStale, LEASE, nextAttempt, wordsKeptSince } from './rules.js';

/** Writes messages into the outbox, in the transaction of what they tell of: they go exactly if it commits. */
export async function enqueue(tx: Tx, messages: readonly NewMessage[], now: Date): Promise<void> {
  for (let at = 0; at < messages.length; at += CHUNK)
    await tx.message.createMany({
      data: messages.slice(at, at + CHUNK).map(({ to, ...message }) => ({
        ...message,
        accountId: to.accountId,
        toName: to.name,
        toAddress: to.address,
        searchText: fold(`${message.subject} ${to.name} ${to.address}`),
        createdAt: now,
        dueAt: now,
      })),
    });
}

/**
 * Takes the messages of a kind about a report, written from `since` on, out of the queue: what they tell no longer holds.
 * Answers with whom it is too late for: their message has gone, or is just going.
 */
export async function withdraw(
  tx: Tx,
  { since, ...about }: { reportId: number; kind: MessageKind; since: Date },
  now: Date,
): Promise<Mailbox[]> {
  const where = { ...about, createdAt: { gte: since } };
  await tx.message.deleteMany({
    where: { ...where, sentAt: null, OR: [{ takenUntil: null }, { takenUntil: { lte: now } }] },
  });
  const gone = await tx.message.findMany({ where, orderBy: { id: 'asc' } });
  return gone.flatMap(({ accountId, toName: name, toAddress: address }) =>
    accountId === null ? [] : [{ accountId, name, address }],
  );
}

/** How many rows one statement writes: it has a limit of parameters. */
const CHUNK = 1000;

/**
 * Takes the message that is due longest; undefined where there is none. The attempt is counted before it is made, and
 * the message is nobody else's for LEASE: several workers share the work, and one that dies in between leaves it to
 * be taken again.
 */
export function takeDue(db: Db, now: Date): Promise<Message | undefined> {
  return db.$transaction(async (tx) => {
    const [due] = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM messages
      WHERE sent_at IS NULL AND failed_at IS NULL AND due_at <= ${now}
        AND (taken_until IS NULL OR taken_until <= ${now})
        AND NOT EXISTS (SELECT FROM mail_holds)
      ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!due) return undefined;
    const takenUntil = new Date(now.getTime() + LEASE);
    return tx.message.update({ where: { id: due.id }, data: { takenUntil, attempts: { increment: 1 } } });
  });
}

/** Gives up a message that was not even tried for too long; false where it is not so old. */
export async function giveUpStale(db: Db, message: Message, now: Date): Promise<boolean> {
  if (!isStale(message, now)) return false;
  const attempts = message.attempts - 1;
  await settle(db, message, { failedAt: now, lastError: TOO_OLD, attempts });
  return true;
}

const TOO_OLD = 'Thư đã chờ quá 7 ngày nên hệ thống không tự gửi nữa';

/** Records what came of the attempt for which the message was taken. */
export async function recordSending(db: Db, message: Message, sending: Sending, now: Date): Promise<void> {
  if (sending.outcome === 'sent') {
    // Whoever else holds it by now: it has gone.
    await db.message.update({
      where: { id: message.id },
      data: {
        ...{ sentAt: now, failedAt: null, takenUntil: null, lastError: '', bounced: false },
        ...(isSecret(message.kind) ? { text: '', html: '' } : {}),
      },
    });
    return;
  }
  const dueAt = sending.outcome === 'try-again' ? nextAttempt(message.attempts, now) : undefined;
  await settle(db, message, {
    lastError: sending.reason,
    bounced: sending.outcome === 'bounced',
    ...(dueAt ? { dueAt } : { failedAt: now }),
  });
}

/** Puts a message that failed or waits at the head of the queue. Conflict where it was sent, or is being sent. */
export function sendAgain(db: Db, { admin, message }: ManagedMessage, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.message.updateMany({
      where: { id: message.id, sentAt: null, OR: [{ takenUntil: null }, { takenUntil: { lte: now } }] },
      data: { dueAt: now, attempts: 0, failedAt: null, takenUntil: null },
    });
    if (count === 0) throw new NotPossible('Thư này đã gửi xong, hoặc đang được gửi. Hãy tải lại trang.');
    const { subject, toName, unitId, reportId } = message;
    const about = { ...(unitId && { unitId }), ...(reportId && { reportId }) };
    const detail = { subject, to: toName };
    await record(tx, { at: now, action: 'message-sent-again', actor: admin, ...about, detail });
  });
}

/** Lets the mail go again that is held back since the database was restored; nothing where it goes already. */
export function releaseMail(db: Db, admin: MailAdmin, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.mailHold.deleteMany();
    if (count > 0) await record(tx, { at: now, action: 'mail-released', actor: admin });
  });
}

/**
 * Empties the words of what was sent long ago; the row stays, and says what went where. In batches, so that no lock
 * lasts; answers with how many there were.
 */
export async function pruneWords(db: Db, now: Date, batch = 1000): Promise<number> {
  const before = wordsKeptSince(now);
  for (let total = 0; ;) {
    const old = await db.message.findMany({
      where: { sentAt: { lt: before }, text: { not: '' } },
      select: { id: true },
      orderBy: { sentAt: 'asc' },
      take: batch,
    });
    const where = { id: { in: old.map(({ id }) => id) } };
    total += (await db.message.updateMany({ where, data: { text: '', html: '' } })).count;
    if (old.length < batch) return total;
  }
}

/** Only while it is still this worker's: after the lease somebody else may have taken the message. */
async function settle(
  db: Db,
  { id, takenUntil }: Message,
  data: { dueAt?: Date; failedAt?: Date; attempts?: number; bounced?: boolean; lastError: string },
): Promise<void> {
  await db.message.updateMany({
    where: { id, takenUntil, sentAt: null },
    data: { ...data, takenUntil: null },
  });
}

interface Receiver {
  readonly id: number;
  /** What they are called from now on. */
  readonly anonymous: string;
}

/** Nobody's: no such domain can exist (RFC 2606). */
const NO_ADDRESS = 'da-xoa@khong-con.invalid';

/** Takes name, address and words from all that was written to somebody; what waits is given up. That it was sent stays. */
export async function forgetReceiver(tx: Tx, { id, anonymous }: Receiver, now: Date): Promise<void> {
  const own = { accountId: id };
  await tx.message.updateMany({ where: { ...own, sentAt: null, failedAt: null }, data: { failedAt: now } });
  await tx.message.updateMany({
    where: own,
    data: { toName: anonymous, toAddress: NO_ADDRESS, text: '', html: '', lastError: '', searchText: '' },
  });
}
