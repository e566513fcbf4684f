import { stat, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { backupState, type BackupState } from '../backups/finders.js';
import type { Config } from '../config.js';
import { systemClock } from '../platform/clock.js';
import type { Db } from '../platform/postgres/db.js';
import { PORTAL_VERSION } from '../platform/version.js';

/** What can be measured of a portal; `rules.ts` says what of it needs care. Sizes are bytes. */
export interface Health {
  readonly portal: { readonly version: string; readonly node: string; readonly startedAt: Date };
  readonly database: DatabaseHealth;
  readonly mail: QueueHealth & {
    readonly failed: number;
    readonly lastError: string;
    readonly heldSince: Date | null;
  };
  readonly exports: QueueHealth;
  readonly backup: BackupState;
  readonly disk: { readonly free: number; readonly total: number; readonly holdsBackups: boolean };
  /** Of the whole machine */
  readonly memory: { readonly free: number; readonly total: number };
}

export interface DatabaseHealth {
  readonly version: string;
  readonly size: number;
  readonly connections: number;
  readonly connectionLimit: number;
  /** Of the longest statement that runs now, in seconds; 0 where none does */
  readonly longest: number;
  /** How far its clock is from this machine's, in seconds */
  readonly clockApart: number;
}

export interface QueueHealth {
  readonly waiting: number;
  /** Since when the oldest of them is due */
  readonly oldest: Date | null;
}

export async function findHealth(db: Db, config: Config, now: Date): Promise<Health> {
  const [database, mail, exports, backup, disk] = await Promise.all([
    databaseHealth(db),
    mailHealth(db, now),
    exportHealth(db),
    backupState(db),
    diskHealth(config),
  ]);
  // By the clock of the portal, which a demonstration sets: `now` less how long the process is up.
  const startedAt = new Date(now.getTime() - process.uptime() * 1000);
  return {
    portal: { version: PORTAL_VERSION, node: process.version, startedAt },
    ...{ database, mail, exports, backup, disk },
    memory: { free: freemem(), total: totalmem() },
  };
}

async function databaseHealth(db: Db): Promise<DatabaseHealth> {
  const before = systemClock().getTime();
  const [row] = await db.$queryRaw<(Omit<DatabaseHealth, 'clockApart'> & { clock: Date })[]>`
    SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS size,
      current_setting('max_connections')::int AS "connectionLimit", clock_timestamp() AS clock,
      (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
      (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start)), 0)::float8 FROM pg_stat_activity
        WHERE state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()) AS longest`;
  const { clock, ...measured } = row!;
  const middle = (before + systemClock().getTime()) / 2;
  return { ...measured, clockApart: Math.abs(clock.getTime() - middle) / 1000 };
}

async function mailHealth(db: Db, now: Date): Promise<Health['mail']> {
  const due = { sentAt: null, failedAt: null, dueAt: { lte: now } };
  const [waiting, oldest, failed, last, hold] = await Promise.all([
    db.message.count({ where: { sentAt: null, failedAt: null } }),
    db.message.findFirst({ where: due, orderBy: { dueAt: 'asc' }, select: { dueAt: true } }),
    db.message.count({ where: { failedAt: { not: null } } }),
    db.message.findFirst({
      where: { sentAt: null, lastError: { not: '' } },
      orderBy: { id: 'desc' },
      select: { lastError: true },
    }),
    db.mailHold.findFirst(),
  ]);
  const heldSince = hold?.since ?? null;
  return { waiting, oldest: oldest?.dueAt ?? null, failed, lastError: last?.lastError ?? '', heldSince };
}

async function exportHealth(db: Db): Promise<QueueHealth> {
  const where = { finishedAt: null, failedAt: null, cancelledAt: null };
  const [waiting, oldest] = await Promise.all([
    db.exportJob.count({ where }),
    db.exportJob.findFirst({ where, orderBy: { askedAt: 'asc' }, select: { askedAt: true } }),
  ]);
  return { waiting, oldest: oldest?.askedAt ?? null };
}

/** Of the disk that the data are on. */
async function diskHealth({ dataDir, backup }: Config): Promise<Health['disk']> {
  const data = await nearest(dataDir);
  const { bavail, blocks, bsize } = await statfs(data);
  const holdsBackups = (await stat(data)).dev === (await stat(await nearest(backup.dir))).dev;
  return { free: bavail * bsize, total: blocks * bsize, holdsBackups };
}

/** The folder, or the one above it that there is. */
async function nearest(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere ? path : nearest(dirname(path));
}
