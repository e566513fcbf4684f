import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { sweepPages } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log'>;

/** In ms: what is swept lies there for days. */
const EVERY = 3_600_000;

/** Drops pictures of pages that are no longer needed, until it is stopped; any number of processes may. */
export function startPageSweepJob({ db, clock, log }: Deps, every = EVERY): Job {
  return repeat(async () => {
    try {
      await sweepPages(db, clock());
    } catch (error) {
      // The next round finds the same rows.
      log.error({ err: error }, 'pictures of pages could not be swept');
    }
  }, every);
}
