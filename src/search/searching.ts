import { Queue } from '../platform/jobs/queue.js';
import { Threads } from '../platform/jobs/threads.js';
import type { Entry, Hits } from './library.js';
import type { Query } from './words.js';

/** Entries under a number of their own, which no others ever have. */
export interface Books {
  readonly number: number;
  readonly entries: readonly Entry[];
}

/** What the thread is given. `entries` only where it has said that it does not know these books. */
export interface Asked {
  readonly number: number;
  readonly entries?: readonly Entry[];
  readonly query: Query;
}

/** null: the thread does not know these books. */
export type Answered = Hits | null;

export interface Searching {
  /** Numbers entries, so that they are handed over once. */
  readonly books: (entries: readonly Entry[]) => Books;
  /** What in the books says the words of the query, best first. `who` asks: each in turn. Rejects as the queue does. */
  readonly find: (who: string, books: Books, query: Query) => Promise<Hits>;
  readonly stop: () => Promise<void>;
}

// From src/ and from dist/ alike: under src/ the tests find the .ts file by this name (tests/support/typescript.mjs).
const PROGRAM = new URL('./searching-thread.js', import.meta.url);
const MOST_MEMORY_MB = 256;
/** A search takes milliseconds, and all strangers stand in one line: what an address may ask is counted elsewhere. */
const USUAL = { atOnce: 1, waiting: 300, perAsker: 200, time: 10_000 };

/** Searches in one thread, so that nobody who reads a page waits behind those who search (docs/decisions/0022). */
export function openSearching(limits = USUAL): Searching {
  const threads = new Threads<Asked, Answered>(PROGRAM, MOST_MEMORY_MB);
  const queue = new Queue(limits);
  let last = 0;
  return {
    books: (entries) => ({ number: ++last, entries }),
    // Whoever has left is searched for all the same: to end the thread for that would cost the next one more.
    find: (who, { number, entries }, query) =>
      queue.run({ key: who }, async (ended) => {
        const known = await threads.run({ number, query }, ended);
        const found = known ?? (await threads.run({ number, entries, query }, ended));
        if (!found) throw new Error('the thread that searches does not take books');
        return found;
      }),
    stop: () => queue.stop().then(() => threads.stop()),
  };
}
