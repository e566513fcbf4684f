import { Worker } from 'node:worker_threads';

// From src/ and from dist/ alike.
const DRAWER = new URL('../../../workers/first-page.mjs', import.meta.url);
const MOST_MEMORY_MB = 512;
/** How long a drawing may take, in ms: somebody waits for it. */
let most = 8000;

/** Tests wait longer: on a busy machine a drawing that is not given the time says nothing about the portal. */
export function allowDrawingFor(ms: number): void {
  most = ms;
}

/** The first page of a PDF as a PNG, 700 px wide; undefined for one that cannot be drawn, or not in a few seconds. */
export async function firstPage(pdf: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const limits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
  const worker = new Worker(DRAWER, { workerData: pdf, resourceLimits: limits, stdout: true, stderr: true });
  const picture = await new Promise<Uint8Array | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), most);
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
