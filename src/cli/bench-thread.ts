import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What `program`, a thread of its own beside this file, tells of what it was given: its work does not count as the portal's. */
export async function runThread<Told>(program: string, given: unknown): Promise<Told> {
  const thread = new Worker(new URL(program, import.meta.url), { workerData: given });
  const [told] = (await once(thread, 'message')) as [Told];
  return told;
}
