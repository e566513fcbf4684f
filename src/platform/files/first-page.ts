import { Worker } from 'node:worker_threads';
import { Busy, TooManyRequests } from '../errors.js';
import type { Asker, Queue } from '../jobs/queue.js';

// From src/ and from dist/ alike.
const DRAWER = new URL('../../../workers/first-page.mjs', import.meta.url);
const MOST_MEMORY_MB = 512;
/** How long a drawing may take, in ms: somebody waits for it. */
let most = 8000;

/** Tests wait longer: on a busy machine a drawing that is not given the time says nothing about the portal. */
export function allowDrawingFor(ms: number): void {
  most = ms;
}

/** `picture`: a PNG, 700 px wide. `pages`: how many the file has. */
export interface FirstPage {
  readonly picture: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

/**
 * The first page of a PDF as a picture; undefined for one that cannot be drawn, or not in a few seconds. Rejects as the
 * queue does.
 */
export function firstPage(queue: Queue, asker: Asker, pdf: Uint8Array): Promise<FirstPage | undefined> {
  return queue.run(asker, (ended) => drawn(pdf, ended));
}

/** The same, for an upload that is kept whether its first page can be drawn now or not. */
export async function firstPageIfRoom(
  queue: Queue,
  key: string,
  pdf: Uint8Array,
): Promise<FirstPage | undefined> {
  try {
    return await firstPage(queue, { key }, pdf);
  } catch (error) {
    if (error instanceof Busy || error instanceof TooManyRequests) return undefined;
    throw error;
  }
}

/** In a thread for this file alone: a stranger made it. */
async function drawn(pdf: Uint8Array, ended: AbortSignal): Promise<FirstPage | undefined> {
  const limits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
  const worker = new Worker(DRAWER, { workerData: pdf, resourceLimits: limits, stdout: true, stderr: true });
  const made = await new Promise<FirstPage | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), most);
    ended.addEventListener('abort', () => resolve(undefined));
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
  await worker.terminate();
  return made && { ...made, picture: new Uint8Array(made.picture) };
}
