import { Worker } from 'node:worker_threads';

// From src/platform and from dist/platform alike.
const DRAWER = new URL('../../workers/first-page.mjs', import.meta.url);
const MOST_MS = 8000;
const MOST_MEMORY_MB = 512;

/** The first page of a PDF as a PNG, 700 px wide; undefined for one that cannot be drawn, or not in a few seconds. */
export async function firstPage(pdf: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const limits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
  const worker = new Worker(DRAWER, { workerData: pdf, resourceLimits: limits, stdout: true, stderr: true });
  const picture = await new Promise<Uint8Array | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), MOST_MS);
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
