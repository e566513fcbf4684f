import { removeOldExports } from '../consolidation/exports/commands.js';
import { pruneWords } from '../mail/commands.js';
import { systemClock } from '../platform/clock.js';
import type { Db } from '../platform/postgres/db.js';
import { Prisma } from '../platform/prisma/client.js';
import { deleteRemovedFiles } from '../reports/removed-files/commands.js';
import { sweepPages } from '../reports/signed-paper/commands.js';

/** What of a table is not kept for ever. `kept` and `why` are those of docs/operations.md, which a test compares. */
export interface Pruning {
  readonly table: string;
  readonly kept: string;
  readonly why: string;
  /** One batch in a transaction of its own; how many rows. It goes on while they are as many as `batch`. */
  readonly prune: (db: Db, now: Date, batch: number) => Promise<number>;
}

const DAY = 86_400_000;
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY);

/** Deletes `which` rows, found by an index; those that somebody is just at are left to the next time. */
function rows(table: string, key: string, which: (now: Date) => Prisma.Sql): Pruning['prune'] {
  const [of, by] = [Prisma.raw(table), Prisma.raw(key)];
  return async (db, now, batch) => {
    const gone = await db.$queryRaw<unknown[]>`
      DELETE FROM ${of} WHERE (${by}) IN (
        SELECT ${by} FROM ${of} WHERE ${which(now)} LIMIT ${batch} FOR UPDATE SKIP LOCKED)
      RETURNING 1 AS gone`;
    return gone.length;
  };
}

/** Whatever is not kept for ever; KEPT (kept-rules.ts) names all else. */
export const prunings: readonly Pruning[] = [
  {
    table: 'sessions',
    kept: 'until it is over',
    why: 'nobody can use it any more',
    prune: rows('sessions', 'id', (now) => Prisma.sql`expires_at <= ${now}`),
  },
  {
    table: 'sent_forms',
    kept: '1 day',
    why: 'answers a form that was sent twice; nobody sends it again later',
    prune: rows('sent_forms', 'id', (now) => Prisma.sql`at < ${daysBefore(now, 1)}`),
  },
  {
    table: 'rate_limits',
    kept: '1 hour after the count is over',
    why: 'it limits nobody any more',
    // The limiter counts by the machine's clock.
    prune: rows('rate_limits', 'key', () => Prisma.sql`expire < ${systemClock().getTime() - DAY / 24}`),
  },
  {
    table: 'messages',
    kept: 'words 90 days after they were sent; the row for ever',
    why: 'who was told what and when is a record; the words only fill the disk (decision 11)',
    prune: pruneWords,
  },
  {
    table: 'push_messages',
    kept: 'words 90 days; the row for ever where it is part of the reminder log, else 90 days',
    why: 'the reminder log says on how many devices a reminder was shown',
    prune: async (db, now, batch) =>
      (await loosePushed(db, now, batch)) + (await emptyPushed(db, now, batch)),
  },
  {
    table: 'reminder_recipients',
    kept: '30 days after the letter was discarded',
    why: 'whom a letter was to that was never sent',
    prune: rows(
      'reminder_recipients',
      'draft_id, report_id',
      (now) =>
        Prisma.sql`draft_id IN (SELECT id FROM reminder_drafts WHERE discarded_at < ${daysBefore(now, 30)})`,
    ),
  },
  {
    table: 'reminder_drafts',
    kept: '30 days after it was discarded',
    why: 'a letter that was never sent; a sent one is a record',
    prune: rows(
      'reminder_drafts',
      'id',
      (now) => Prisma.sql`discarded_at < ${daysBefore(now, 30)} AND sent_at IS NULL
        AND NOT EXISTS (SELECT FROM reminder_recipients WHERE draft_id = reminder_drafts.id)`,
    ),
  },
  {
    table: 'export_parts',
    kept: '7 days after the file was made',
    why: 'the file can be made again (decision 17)',
    prune: removeOldExports,
  },
  {
    table: 'export_jobs',
    kept: '1 year',
    why: 'the history keeps that it was asked for',
    prune: rows(
      'export_jobs',
      'id',
      (now) => Prisma.sql`asked_at < ${daysBefore(now, 365)}
        AND coalesce(removed_at, failed_at, cancelled_at) IS NOT NULL`,
    ),
  },
  {
    table: 'page_pictures',
    kept: '7 days after the paper was taken away; until its report is accepted or locked',
    why: 'the paper itself stays (decision 44)',
    prune: sweepPages,
  },
  {
    table: 'attachments',
    kept: 'signed papers 1 day after they were taken away, others not at all; for ever where a submission names it',
    why: 'a removed file is gone, a paper can be had again at once; what was filed stays whole (decision 76)',
    prune: (db, now, batch) => deleteRemovedFiles(db, daysBefore(now, 1), batch),
  },
  {
    table: 'inspection_files',
    kept: '90 days after it was taken out of minutes that were signed, not at all out of a draft; else for ever',
    why: 'who signed the minutes may still ask for it',
    prune: rows('inspection_files', 'id', (now) => Prisma.sql`removed_at < ${daysBefore(now, 90)}`),
  },
  {
    table: 'workbook_imports',
    kept: '30 days',
    why: 'a workbook that nobody took over into the draft; its sender has it still',
    prune: rows(
      'workbook_imports',
      'report_id, account_id',
      (now) => Prisma.sql`read_at < ${daysBefore(now, 30)}`,
    ),
  },
  {
    table: 'figure_changes',
    kept: 'of each report the newest change and the newest acceptance, once its period has been locked for a year',
    why: 'pages ask for these two only',
    prune: rows('figure_changes', 'id', outdatedChanges),
  },
  {
    table: 'backups',
    kept: '400 days',
    why: 'the line about a backup, not its file: of those 14 days, 8 weeks and 12 months are kept',
    prune: rows('backups', 'id', () => Prisma.sql`started_at < ${daysBefore(systemClock(), 400)}`),
  },
  {
    table: 'database_sizes',
    kept: '400 days',
    why: 'the growth of a year',
    prune: rows('database_sizes', 'day', (now) => Prisma.sql`day < ${daysBefore(now, 400)}`),
  },
];

const emptyPushed: Pruning['prune'] = async (db, now, batch) => {
  const old = await db.pushMessage.findMany({
    where: { createdAt: { lt: daysBefore(now, 90) }, body: { not: '' }, deliveryId: { not: null } },
    select: { id: true },
    take: batch,
  });
  const where = { id: { in: old.map(({ id }) => id) } };
  return (await db.pushMessage.updateMany({ where, data: { title: '', body: '', path: '' } })).count;
};

const loosePushed = rows(
  'push_messages',
  'id',
  (now) => Prisma.sql`created_at < ${daysBefore(now, 90)} AND delivery_id IS NULL`,
);

function outdatedChanges(now: Date): Prisma.Sql {
  return Prisma.sql`
    period_id IN (SELECT id FROM periods WHERE lock_on < ${daysBefore(now, 365)})
    AND EXISTS (SELECT FROM figure_changes newer
      WHERE newer.report_id = figure_changes.report_id AND newer.id > figure_changes.id
        AND (NOT (figure_changes.entered AND figure_changes.status = 'ACCEPTED')
          OR (newer.entered AND newer.status = 'ACCEPTED')))`;
}

/** Of what table how many rows were pruned; nothing is said of those of which none was. */
export type Pruned = Readonly<Record<string, number>>;

/** Prunes one table after the other, in batches, so that no lock lasts. */
export async function pruneAll(
  db: Db,
  now: Date,
  isStopping: () => boolean = () => false,
  batch = 1000,
): Promise<Pruned> {
  const pruned: Record<string, number> = {};
  for (const { table, prune } of prunings)
    for (let count = batch; count >= batch && !isStopping();) {
      count = await prune(db, now, batch);
      if (count > 0) pruned[table] = (pruned[table] ?? 0) + count;
    }
  return pruned;
}
