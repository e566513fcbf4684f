import type { ExportedReport } from './source.js';

const FIRST = 50;
const MOST = 500;
/** Characters that a batch may have, about. */
const ROOM = 8_000_000;

/**
 * All reports, a batch after the other, as many in each as their length allows: 500 short ones, or a few dozen of long
 * narratives, so that memory stays flat.
 */
export async function* batchesOf(
  read: (after: ExportedReport | undefined, take: number) => Promise<ExportedReport[]>,
): AsyncGenerator<ExportedReport> {
  let last: ExportedReport | undefined;
  for (let take = FIRST; ;) {
    const rows = await read(last, take);
    yield* rows;
    if (rows.length === 0) return;
    last = rows.at(-1);
    take = nextTake(rows);
  }
}

export function nextTake(rows: readonly ExportedReport[]): number {
  const longest = rows.reduce((most, { content }) => Math.max(most, content.length), 1);
  return Math.max(10, Math.min(MOST, Math.floor(ROOM / longest)));
}
