import type { ExportedReport } from './source.js';

const FIRST = 50;
const MOST = 500;
/** Characters that a batch may have, about; two are held at a time. */
const ROOM = 4_000_000;

/**
 * All reports, a batch after the other, as many in each as their length allows: 500 short ones, or a few dozen of long
 * narratives, so that memory stays flat. The next batch is read
 * while this one is written: the database and the writer need not wait for each other.
 */
export async function* batchesOf(
  read: (after: ExportedReport | undefined, take: number) => Promise<ExportedReport[]>,
): AsyncGenerator<ExportedReport> {
  let next = started(read(undefined, FIRST));
  try {
    for (;;) {
      const rows = await next;
      const last = rows.at(-1);
      if (!last) return;
      next = started(read(last, nextTake(rows)));
      yield* rows;
    }
  } finally {
    // Who leaves early ends the transaction: not in the middle of a statement.
    await next.catch(() => undefined);
  }
}

/** What it fails with is thrown when its turn comes, and must not end the process before. */
function started<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => undefined);
  return reading;
}

export function nextTake(rows: readonly ExportedReport[]): number {
  const longest = rows.reduce((most, { content }) => Math.max(most, content.length), 1);
  return Math.max(10, Math.min(MOST, Math.floor(ROOM / longest)));
}
