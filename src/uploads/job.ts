import type { AppDeps } from '../deps.js';
import { Busy, TooManyRequests } from '../platform/errors.js';
import { repeat, type Job } from '../platform/jobs/jobs.js';
import { lookAtNext } from './look-commands.js';

type Deps = Pick<AppDeps, 'db' | 'log' | 'clock' | 'pdfs' | 'uploads'>;

/** How often files that wait are looked for, in ms: whoever sent one sees its first page some seconds later. */
const EVERY = 2000;

/** Looks into what was sent, one file after the other, until it is stopped. */
export function startUploadJob(deps: Deps, every = EVERY): Job {
  return repeat((isStopping) => lookAtAll(deps, isStopping), every);
}

/** All that wait. Where others need the machine, or the database fails, the rest waits for the next round. */
export async function lookAtAll(deps: Deps, isStopping = () => false): Promise<void> {
  try {
    while (!isStopping() && (await lookAtNext(deps)));
  } catch (error) {
    if (error instanceof Busy || error instanceof TooManyRequests) return;
    deps.log.error({ err: error }, 'files could not be looked into');
  }
}
