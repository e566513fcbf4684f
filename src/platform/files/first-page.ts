import { Worker } from 'node:worker_threads';
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

/**
 * The first page of a PDF as a PNG, 700 px wide; undefined for one that cannot be drawn, or not in a few seconds.
 * Rejects as the queue does.
 */
export function firstPage(queue: Queue, asker: Asker, pdf: Uint8Array): Promise<Picture | undefined> {
  return queue.run(asker, (ended) => drawn(pdf, ended));
}

type Picture = Uint8Array<ArrayBuffer>;

/** In a thread for this file alone: a stranger made it. */
async function drawn(pdf: Uint8Array, ended: AbortSignal): Promise<Picture | undefined> {
  const limits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
  const worker = new Worker(DRAWER, { workerData: pdf, resourceLimits: limits, stdout: true, stderr: true });
  const picture = await new Promise<Uint8Array | undefined>((resolve) => {
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
  return picture && new Uint8Array(picture);
}
