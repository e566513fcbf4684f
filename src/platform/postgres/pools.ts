import type pg from 'pg';

/** The pools that this process has open. */
const pools = new Set<pg.Pool>();

/** Counts a pool among those of this process until `forget` is called. */
export function countPool(pool: pg.Pool): { forget: () => void } {
  pools.add(pool);
  return { forget: () => pools.delete(pool) };
}

/** How many connections are open, how many of them idle, and how much work waits for one. */
export function poolUse(): { open: number; idle: number; waiting: number } {
  const use = { open: 0, idle: 0, waiting: 0 };
  for (const { totalCount, idleCount, waitingCount } of pools) {
    use.open += totalCount;
    use.idle += idleCount;
    use.waiting += waitingCount;
  }
  return use;
}
