import type { Actor } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { Prisma } from '../platform/prisma/client.js';

export interface QueueHealth {
  readonly waiting: number;
  /** Since when the oldest of them is due */
  readonly oldest: Date | null;
}

export interface MailHealth extends QueueHealth {
  readonly failed: number;
  readonly lastError: string;
  readonly heldSince: Date | null;
  /** Reminders that have waited for longer than LATE: their units do not know yet. */
  readonly lateReminders: number;
}

/** In ms */
const LATE = 15 * 60_000;

export interface Queues {
  readonly mail: MailHealth;
  readonly pushes: QueueHealth;
  readonly exports: QueueHealth;
}

/**
 * How everything stands that is done after a request. What was sent is by far the most of these tables: each question is one
 * that the indexes on what was not sent answer.
 */
export async function queueHealth(db: Db, now: Date): Promise<Queues> {
  const late = new Date(now.getTime() - LATE);
  const waits = Prisma.sql`sent_at IS NULL AND failed_at IS NULL`;
  const isOpen = Prisma.sql`finished_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL`;
  const [row] = await db.$queryRaw<[QueueRow]>`
    SELECT (SELECT count(*)::int FROM messages WHERE ${waits}) AS mails,
      (SELECT min(due_at) FROM messages WHERE ${waits} AND due_at <= ${now}) AS "oldestMail",
      (SELECT count(*)::int FROM messages WHERE sent_at IS NULL AND failed_at IS NOT NULL) AS failed,
      (SELECT last_error FROM messages WHERE sent_at IS NULL AND last_error <> '' ORDER BY id DESC LIMIT 1) AS "lastError",
      (SELECT min(since) FROM mail_holds) AS "heldSince",
      (SELECT count(*)::int FROM messages WHERE ${waits} AND kind = 'reminded' AND created_at < ${late}) AS "lateReminders",
      (SELECT count(*)::int FROM push_messages WHERE ${waits}) AS pushes,
      (SELECT min(due_at) FROM push_messages WHERE ${waits} AND due_at <= ${now}) AS "oldestPush",
      (SELECT count(*)::int FROM export_jobs WHERE ${isOpen}) AS exports,
      (SELECT min(asked_at) FROM export_jobs WHERE ${isOpen}) AS "oldestExport"`;
  const { mails, oldestMail, failed, lastError, heldSince, lateReminders } = row;
  return {
    mail: {
      waiting: mails,
      oldest: oldestMail,
      failed,
      lastError: lastError ?? '',
      heldSince,
      lateReminders,
    },
    pushes: { waiting: row.pushes, oldest: row.oldestPush },
    exports: { waiting: row.exports, oldest: row.oldestExport },
  };
}

interface QueueRow extends Pick<MailHealth, 'failed' | 'heldSince' | 'lateReminders'> {
  readonly mails: number;
  readonly oldestMail: Date | null;
  readonly lastError: string | null;
  readonly pushes: number;
  readonly oldestPush: Date | null;
  readonly exports: number;
  readonly oldestExport: Date | null;
}

/** Where the mail of whoever asks goes; '' where they have said no address. */
export async function ownAddress(db: Db, { accountId: id }: Actor): Promise<string> {
  return (await db.account.findUniqueOrThrow({ where: { id }, select: { email: true } })).email;
}
