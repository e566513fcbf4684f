import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import { repeat, type Job } from './jobs/jobs.js';

/** The disk that the data are on. */
export interface Storage {
  /** Less is free than what is kept for going on: nothing more is taken in. False where it is not known. */
  readonly isFull: () => boolean;
}

/** In ms: what a disk loses meanwhile is less than what is kept free. */
const EVERY = 5000;

/**
 * Watches how much is free at `path`, in bytes, until it is stopped; below `reserve` it counts as full. PostgreSQL ends
 * where it cannot write, so the portal stops writing before.
 */
export async function watchStorage(
  { path, reserve, every = EVERY }: { path: string; reserve: number; every?: number },
  log: Logger,
): Promise<Storage & Job> {
  let isFull = false;
  const look = async () => {
    const free = await freeBytes(path).catch(() => undefined);
    const was = isFull;
    isFull = free !== undefined && free < reserve;
    if (isFull && !was) log.error({ free, reserve }, 'the disk is nearly full: nothing more is taken in');
    if (was && !isFull) log.info({ free }, 'there is room on the disk again');
  };
  await look();
  return { isFull: () => isFull, ...repeat(look, every) };
}

/** What the portal's user may still write there. */
async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
