import type { Actor } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';

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

// What was sent is by far the most of these tables: each question is one that the indexes on what was not sent answer.

export async function mailHealth(db: Db, now: Date): Promise<MailHealth> {
  const unsent = { sentAt: null };
  const waits = { ...unsent, failedAt: null };
  const late = { kind: 'reminded', createdAt: { lt: new Date(now.getTime() - LATE) } };
  const [waiting, oldest, failed, last, hold, lateReminders] = await Promise.all([
    db.message.count({ where: waits }),
    db.message.findFirst({
      where: { ...waits, dueAt: { lte: now } },
      orderBy: { dueAt: 'asc' },
      select: { dueAt: true },
    }),
    db.message.count({ where: { ...unsent, failedAt: { not: null } } }),
    db.message.findFirst({
      where: { ...unsent, lastError: { not: '' } },
      orderBy: { id: 'desc' },
      select: { lastError: true },
    }),
    db.mailHold.findFirst(),
    db.message.count({ where: { ...waits, ...late } }),
  ]);
  return {
    ...{ waiting, oldest: oldest?.dueAt ?? null, failed, lastError: last?.lastError ?? '' },
    ...{ heldSince: hold?.since ?? null, lateReminders },
  };
}

export async function pushHealth(db: Db, now: Date): Promise<QueueHealth> {
  const waits = { sentAt: null, failedAt: null };
  const [waiting, oldest] = await Promise.all([
    db.pushMessage.count({ where: waits }),
    db.pushMessage.findFirst({
      where: { ...waits, dueAt: { lte: now } },
      orderBy: { dueAt: 'asc' },
      select: { dueAt: true },
    }),
  ]);
  return { waiting, oldest: oldest?.dueAt ?? null };
}

export async function exportHealth(db: Db): Promise<QueueHealth> {
  const where = { finishedAt: null, failedAt: null, cancelledAt: null };
  const [waiting, oldest] = await Promise.all([
    db.exportJob.count({ where }),
    db.exportJob.findFirst({ where, orderBy: { askedAt: 'asc' }, select: { askedAt: true } }),
  ]);
  return { waiting, oldest: oldest?.askedAt ?? null };
}

/** Where the mail of whoever asks goes; '' where they have said no address. */
export async function ownAddress(db: Db, { accountId: id }: Actor): Promise<string> {
  return (await db.account.findUniqueOrThrow({ where: { id }, select: { email: true } })).email;
}
