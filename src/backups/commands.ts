import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { writeBackup } from '../platform/backup/backup.js';
import { BackupProblem } from '../platform/backup/problem.js';
import { verifyBackup } from '../platform/backup/verify.js';
import type { DataDir } from '../platform/postgres/data-dir.js';
import type { Db } from '../platform/postgres/db.js';
import { backupName, outlived } from './rules.js';

export interface Surroundings {
  readonly db: Db;
  /** Of the database under `db` */
  readonly url: string;
  readonly dataDir: DataDir;
  readonly config: Config;
}

export interface KeptBackup {
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  /** Files that were removed, since they have outlived their time */
  readonly removed: readonly string[];
}

/**
 * Writes a backup into the folder of the settings, restores it aside to see that it can be, notes what came of it, and
 * removes those that have outlived their time. BackupProblem or CannotStart, noted as well, where it is none to rely on:
 * its file is removed then, and no other.
 */
export async function keepBackup(around: Surroundings, now: Date): Promise<KeptBackup> {
  const { db, config } = around;
  const file = backupName(now);
  const { id } = await db.backup.create({ data: { file, startedAt: now } });
  try {
    const written = await writeVerified(around, join(config.backup.dir, file), now);
    await db.backup.update({ where: { id }, data: { ...written, verifiedAt: now } });
    const removed = await removeOutlived(config.backup.dir);
    return { path: join(config.backup.dir, file), ...written, removed };
  } catch (error) {
    const problem = (error as Error).message;
    await db.backup.update({ where: { id }, data: { problem } });
    throw error;
  }
}

/** Writes a backup to a place of one's own choice, and restores it aside. */
export async function writeVerified(
  { url, dataDir, config }: Omit<Surroundings, 'db'>,
  path: string,
  now: Date,
): Promise<{ bytes: number; rows: number }> {
  const passphrase = passphraseOf(config);
  const { bytes, rows } = await writeBackup({
    url,
    file: path,
    passphrase,
    now,
    secrets: await dataDir.secrets(),
  });
  try {
    await verifyBackup({ file: path, passphrase, dataDir: dataDir.path });
    return { bytes, rows };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** BackupProblem where none is set. */
export function passphraseOf({ backup }: Config): string {
  if (backup.passphrase) return backup.passphrase;
  throw new BackupProblem(
    'BACKUP_PASSPHRASE is not set: without it a backup can be neither written nor read. Keep it somewhere else than the backups',
  );
}

export async function makeBackupDir(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new BackupProblem(`the folder ${dir} cannot be made (${(error as Error).message}); set BACKUP_DIR`);
  }
}

async function removeOutlived(dir: string): Promise<string[]> {
  const files = outlived(await readdir(dir));
  for (const file of files) await rm(join(dir, file), { force: true });
  return files;
}
