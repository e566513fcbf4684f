import { anonymiseEnded } from '../anonymising/commands.js';
import { endedBefore } from '../anonymising/rules.js';
import { removeOldExports } from '../consolidation/exports/commands.js';
import { pruneWords } from '../mail/commands.js';
import { systemClock } from '../platform/clock.js';
import type { Db } from '../platform/postgres/db.js';
import { Prisma } from '../platform/prisma/client.js';
import { ACCOUNT_YEARS } from './kept-rules.js';
import { deleteRemovedFiles } from '../reports/removed-files/commands.js';
import { sweepPages } from '../reports/signed-paper/commands.js';

/** What of a table is not kept for ever. `kept` and `why` are those of docs/operations.md, which a test compares. */
export interface Pruning {
  readonly table: string;
  readonly kept: string;
  readonly why: string;
  /**
   * One batch in a transaction of its own; how many rows. It goes on while they are as many as `batch`. `accountYears`: how
   * many years after its end an account says whose it was.
   */
  readonly prune: (db: Db, now: Date, batch: number, accountYears: number) => Promise<number>;
  /** A query of what goes at `now`: a row each, `since` when it has been there. */
  readonly due: (now: Date, accountYears: number) => Prisma.Sql;
}

const DAY = 86_400_000;
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY);

type Which = (now: Date) => Prisma.Sql;

/** Deletes `which` rows, found by an index; those that somebody is just at are left to the next time. `since`: a column. */
function rows(table: string, key: string, since: string, which: Which): Pick<Pruning, 'prune' | 'due'> {
  const [of, by] = [Prisma.raw(table), Prisma.raw(key)];
  return {
    due: (now) => Prisma.sql`SELECT ${Prisma.raw(since)} AS since FROM ${of} WHERE ${which(now)}`,
    prune: async (db, now, batch) => {
      const gone = await db.$queryRaw<unknown[]>`
        DELETE FROM ${of} WHERE (${by}) IN (
          SELECT ${by} FROM ${of} WHERE ${which(now)} LIMIT ${batch} FOR UPDATE SKIP LOCKED)
        RETURNING 1 AS gone`;
      return gone.length;
    },
  };
}

/** Whatever is not kept for ever; KEPT (kept-rules.ts) names all else. */
export const prunings: readonly Pruning[] = [
  {
    table: 'sessions',
    kept: 'until it is over',
    why: 'nobody can use it any more',
    ...rows('sessions', 'id', 'expires_at', (now) => Prisma.sql`expires_at <= ${now}`),
  },
  {
    table: 'sent_forms',
    kept: '1 day',
    why: 'answers a form that was sent twice; nobody sends it again later',
    ...rows('sent_forms', 'id', 'at', (now) => Prisma.sql`at < ${daysBefore(now, 1)}`),
  },
  {
    table: 'rate_limits',
    kept: '1 hour after the count is over',
    why: 'it limits nobody any more',
    // The limiter counts by the machine's clock.
    ...rows(
      'rate_limits',
      'key',
      'to_timestamp(expire / 1000.0)',
      () => Prisma.sql`expire < ${systemClock().getTime() - DAY / 24}`,
    ),
  },
  {
    table: 'sign_in_waits',
    kept: '1 day after the last failure',
    why: 'it keeps nobody waiting any more (decision 71)',
    ...rows('sign_in_waits', 'name, origin', 'forgotten_at', (now) => Prisma.sql`forgotten_at <= ${now}`),
  },
  {
    table: 'password_requests',
    kept: '7 days',
    why: 'how often somebody was mailed a link in a day is all that it is asked for',
    ...rows('password_requests', 'id', 'asked_at', (now) => Prisma.sql`asked_at < ${daysBefore(now, 7)}`),
  },
  {
    table: 'one_time_codes',
    kept: '1 day after it is over',
    why: 'nobody gets in with it any more; the history says that it was made',
    ...rows(
      'one_time_codes',
      'account_id',
      'expires_at',
      (now) => Prisma.sql`expires_at < ${daysBefore(now, 1)}`,
    ),
  },
  {
    table: 'messages',
    kept: 'words 90 days after they were sent; the row for ever',
    why: 'who was told what and when is a record; the words only fill the disk (decision 11)',
    prune: pruneWords,
    due: (now) =>
      Prisma.sql`SELECT sent_at AS since FROM messages WHERE sent_at < ${daysBefore(now, 90)} AND text <> ''`,
  },
  {
    table: 'push_messages',
    kept: 'words 90 days; the row for ever where it is part of the reminder log, else 90 days',
    why: 'the reminder log says on how many devices a reminder was shown',
    prune: async (db, now, batch) =>
      (await loosePushed.prune(db, now, batch, 0)) + (await emptyPushed(db, now, batch)),
    due: (now) => Prisma.sql`SELECT created_at AS since FROM push_messages
      WHERE created_at < ${daysBefore(now, 90)} AND (delivery_id IS NULL OR body <> '')`,
  },
  {
    table: 'reminder_recipients',
    kept: '30 days after the letter was discarded',
    why: 'whom a letter was to that was never sent',
    ...rows(
      'reminder_recipients',
      'draft_id, report_id',
      'NULL::timestamptz',
      (now) =>
        Prisma.sql`draft_id IN (SELECT id FROM reminder_drafts WHERE discarded_at < ${daysBefore(now, 30)})`,
    ),
  },
  {
    table: 'reminder_drafts',
    kept: '30 days after it was discarded',
    why: 'a letter that was never sent; a sent one is a record',
    ...rows(
      'reminder_drafts',
      'id',
      'discarded_at',
      (now) => Prisma.sql`discarded_at < ${daysBefore(now, 30)} AND sent_at IS NULL
        AND NOT EXISTS (SELECT FROM reminder_recipients WHERE draft_id = reminder_drafts.id)`,
    ),
  },
  {
    table: 'export_parts',
    kept: '7 days after the file was made',
    why: 'the file can be made again (decision 17)',
    prune: removeOldExports,
    due: (now) => Prisma.sql`SELECT finished_at AS since FROM export_jobs
      WHERE finished_at <= ${daysBefore(now, 7)} AND removed_at IS NULL`,
  },
  {
    table: 'export_jobs',
    kept: '1 year',
    why: 'the history keeps that it was asked for',
    ...rows(
      'export_jobs',
      'id',
      'asked_at',
      (now) => Prisma.sql`asked_at < ${daysBefore(now, 365)}
        AND coalesce(removed_at, failed_at, cancelled_at) IS NOT NULL`,
    ),
  },
  {
    table: 'page_pictures',
    kept: '7 days after the paper was taken away; until its report is accepted or locked',
    why: 'the paper itself stays (decision 44)',
    prune: sweepPages,
    due: (
      now,
    ) => Prisma.sql`SELECT coalesce(file.removed_at, report.lock_on) AS since FROM page_pictures picture
      JOIN attachments file ON file.id = picture.attachment_id JOIN reports report ON report.id = file.report_id
      WHERE file.removed_at < ${daysBefore(now, 7)} OR report.status = 'ACCEPTED' OR report.lock_on < ${daysBefore(now, 7)}`,
  },
  {
    table: 'attachments',
    kept: 'signed papers 1 day after they were taken away, others not at all; for ever where a submission names it',
    why: 'a removed file is gone, a paper can be had again at once; what was filed stays whole (decision 76)',
    prune: (db, now, batch) => deleteRemovedFiles(db, daysBefore(now, 1), batch),
    due: (now) => removedFiles(daysBefore(now, 1)),
  },
  {
    table: 'inspection_files',
    kept: '90 days after it was taken out of minutes that were signed, not at all out of a draft; else for ever',
    why: 'who signed the minutes may still ask for it',
    ...rows('inspection_files', 'id', 'removed_at', (now) => Prisma.sql`removed_at < ${daysBefore(now, 90)}`),
  },
  {
    table: 'workbook_imports',
    kept: '30 days',
    why: 'a workbook that nobody took over into the draft; its sender has it still',
    ...rows(
      'workbook_imports',
      'report_id, account_id',
      'read_at',
      (now) => Prisma.sql`read_at < ${daysBefore(now, 30)}`,
    ),
  },
  {
    table: 'figure_changes',
    kept: 'of each report the newest change and the newest acceptance, once its period has been locked for a year',
    why: 'pages ask for these two only',
    ...rows('figure_changes', 'id', 'NULL::timestamptz', outdatedChanges),
  },
  {
    table: 'backups',
    kept: '400 days',
    why: 'the line about a backup, not its file: of those 14 days, 8 weeks and 12 months are kept',
    ...rows('backups', 'id', 'started_at', () => Prisma.sql`started_at < ${daysBefore(systemClock(), 400)}`),
  },
  {
    table: 'database_sizes',
    kept: '400 days',
    why: 'the growth of a year',
    ...rows('database_sizes', 'day', 'day', (now) => Prisma.sql`day < ${daysBefore(now, 400)}`),
  },
  {
    table: 'pruning_rounds',
    kept: '400 days',
    why: 'what went, and when: a year of it',
    ...rows('pruning_rounds', 'id', 'at', (now) => Prisma.sql`at < ${daysBefore(now, 400)}`),
  },
  {
    table: 'accounts',
    kept: 'whose it was ACCOUNT_KEPT_YEARS after its end; the row for ever',
    why: 'what was done with it is a record; nobody reaches its person there any more (decision 78)',
    prune: anonymiseEnded,
    due: (now, accountYears) => endedAccounts(endedBefore(now, accountYears)),
  },
];

async function emptyPushed(db: Db, now: Date, batch: number): Promise<number> {
  const old = await db.pushMessage.findMany({
    where: { createdAt: { lt: daysBefore(now, 90) }, body: { not: '' }, deliveryId: { not: null } },
    select: { id: true },
    take: batch,
  });
  const where = { id: { in: old.map(({ id }) => id) } };
  return (await db.pushMessage.updateMany({ where, data: { title: '', body: '', path: '' } })).count;
}

const loosePushed = rows(
  'push_messages',
  'id',
  'created_at',
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

function removedFiles(before: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT file.removed_at AS since FROM attachments file WHERE file.removed_at < ${before} AND NOT EXISTS (
      SELECT FROM submissions submission WHERE submission.report_id = file.report_id
        AND submission.content->'attachments' @> jsonb_build_array(jsonb_build_object('id', file.id)))`;
}

function endedAccounts(before: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT deactivated_at AS since FROM accounts WHERE deactivated_at < ${before} AND anonymised_at IS NULL`;
}

/** Of what table how many rows were pruned; nothing is said of those of which none was. */
export type Pruned = Readonly<Record<string, number>>;

/** Prunes one table after the other, in batches, so that no lock lasts. */
export async function pruneAll(
  db: Db,
  now: Date,
  isStopping: () => boolean = () => false,
  batch = 1000,
  accountYears = ACCOUNT_YEARS,
): Promise<Pruned> {
  const pruned: Record<string, number> = {};
  for (const { table, prune } of prunings)
    for (let count = batch; count >= batch && !isStopping();) {
      count = await prune(db, now, batch, accountYears);
      if (count > 0) pruned[table] = (pruned[table] ?? 0) + count;
    }
  return pruned;
}

/** Notes that a round is over, for whoever wants to see what went (/quan-tri/luu-giu). */
export async function noteRound(db: Db, pruned: Pruned, at: Date): Promise<void> {
  await db.pruningRound.create({ data: { at, pruned } });
}
