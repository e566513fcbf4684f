import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';

// A request meets one process of a fleet. What all of them know is gathered by way of the first process, which knows them.

/** Between the processes: one asks what all have to say, each is told to say it, says it, and the one is told it all. */
type Word =
  | { readonly gather: number }
  | { readonly say: number }
  | { readonly said: number; readonly value: unknown }
  | { readonly gathered: number; readonly values: readonly unknown[] };

/** How long a process may take to say it, in ms: one that is busy or ending is left out. */
const PATIENCE = 2000;

/** In the first process: has those of `serving` tell each other. Values go as JSON. */
export function letGather(serving: () => Iterable<Worker>): void {
  const rounds = new Map<number, Map<Worker, unknown>>();
  let last = 0;
  cluster.on('message', (worker: Worker, word: Word) => {
    if (typeof word !== 'object') return;
    if ('said' in word) rounds.get(word.said)?.set(worker, word.value);
    if (!('gather' in word)) return;
    const round = (last += 1);
    const values = new Map<Worker, unknown>();
    rounds.set(round, values);
    const asked = [...serving()];
    for (const one of asked) send(one, { say: round });
    void untilAll(values, asked.length).then(() => {
      rounds.delete(round);
      send(worker, { gathered: word.gather, values: [...values.values()] });
    });
  });
}

async function untilAll(values: ReadonlyMap<Worker, unknown>, count: number): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (values.size < count && performance.now() < end) await sleep(10);
}

/** One that is just ending hears nothing. */
function send(worker: Worker, word: Word): void {
  if (worker.isConnected()) worker.send(word, () => undefined);
}

/** In a process that serves: what `say` says here and in all others; where there are no others, here alone. */
export function gatherer<T>(say: () => Promise<T>): () => Promise<T[]> {
  const alone = async () => [await say()];
  if (!cluster.isWorker) return alone;
  const waiting = new Map<number, (values: T[]) => void>();
  let last = 0;
  process.on('message', (word: Word) => {
    if (typeof word !== 'object') return;
    if ('say' in word) void say().then((value) => process.send?.({ said: word.say, value }));
    if ('gathered' in word) waiting.get(word.gathered)?.(word.values as T[]);
  });
  return async () => {
    const mine = (last += 1);
    const told = new Promise<T[]>((resolve) => waiting.set(mine, resolve));
    process.send?.({ gather: mine });
    const values = await Promise.race([told, sleep(2 * PATIENCE, [] as T[], { ref: false })]);
    waiting.delete(mine);
    return values.length > 0 ? values : alone();
  };
}
