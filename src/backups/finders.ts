import type { Db } from '../platform/postgres/db.js';

export interface BackupState {
  /** When the last one was made that restored */
  readonly verifiedAt: Date | undefined;
  /** What went wrong with the last one; '' where nothing did, or it is being made */
  readonly problem: string;
}

export async function backupState(db: Db): Promise<BackupState> {
  const newest = { orderBy: { startedAt: 'desc' } } as const;
  const verified = await db.backup.findFirst({ where: { verifiedAt: { not: null } }, ...newest });
  const last = await db.backup.findFirst(newest);
  return { verifiedAt: verified?.verifiedAt ?? undefined, problem: last?.problem ?? '' };
}

/** Whether one was begun since. */
export async function wasBegunSince(db: Db, since: Date): Promise<boolean> {
  return (await db.backup.findFirst({ where: { startedAt: { gte: since } }, select: { id: true } })) !== null;
}
