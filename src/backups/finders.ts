import type { Db } from '../platform/postgres/db.js';

export interface BackupState {
  /** When the last one was made that restored */
  readonly verifiedAt: Date | undefined;
  /** What went wrong with the last one; '' where nothing did, or it is being made */
  readonly problem: string;
}

export async function backupState(db: Db): Promise<BackupState> {
  const [row] = await db.$queryRaw<[{ verifiedAt: Date | null; problem: string | null }]>`
    SELECT (SELECT verified_at FROM backups WHERE verified_at IS NOT NULL ORDER BY started_at DESC LIMIT 1) AS "verifiedAt",
      (SELECT problem FROM backups ORDER BY started_at DESC LIMIT 1) AS problem`;
  return { verifiedAt: row.verifiedAt ?? undefined, problem: row.problem ?? '' };
}

/** Whether one was begun since. */
export async function wasBegunSince(db: Db, since: Date): Promise<boolean> {
  return (await db.backup.findFirst({ where: { startedAt: { gte: since } }, select: { id: true } })) !== null;
}
