import { stat, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { backupState, type BackupState } from '../backups/finders.js';
import type { Config } from '../config.js';
import type { Db } from '../platform/postgres/db.js';
import { startOf } from './start-rules.js';
import { PORTAL_VERSION } from '../platform/version.js';
import type { Certificate } from './certificate.js';
import { databaseHealth, type DatabaseHealth } from './database-finders.js';
import { queueHealth, type Queues } from './queue-finders.js';

/** What can be measured of a portal: `rules.ts` says what of it needs care, `metrics.ts` as numbers. Sizes are bytes. */
export interface Health extends Queues {
  readonly portal: {
    readonly version: string;
    readonly node: string;
    readonly startedAt: Date;
    /** Of the machine; the portal's days are those of Asia/Ho_Chi_Minh in any. */
    readonly timeZone: string;
  };
  readonly database: DatabaseHealth;
  readonly backup: BackupState;
  readonly disk: { readonly free: number; readonly total: number; readonly holdsBackups: boolean };
  /** Of the whole machine; `portal`: what this process has taken */
  readonly memory: { readonly free: number; readonly total: number; readonly portal: number };
  /** Undefined where the portal has no https address, or nobody has looked yet. */
  readonly certificate: Certificate | undefined;
}

/** `certificate`: what was seen of it, since looking takes another machine's time. */
export async function findHealth(
  db: Db,
  config: Config,
  now: Date,
  certificate: Certificate | undefined,
): Promise<Health> {
  const [database, queues, backup, disk] = await Promise.all([
    databaseHealth(db, now),
    queueHealth(db, now),
    backupState(db),
    diskHealth(config),
  ]);
  const startedAt = startOf(now, process.uptime());
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    portal: { version: PORTAL_VERSION, node: process.version, startedAt, timeZone },
    ...queues,
    ...{ database, backup, disk, certificate },
    memory: { free: freemem(), total: totalmem(), portal: process.memoryUsage.rss() },
  };
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
