import type { AppDeps } from '../deps.js';
import { repeat, type Job } from '../platform/jobs/jobs.js';
import { certificateOf } from './certificate.js';
import { noteSize } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log' | 'config'>;

/** In ms */
const EVERY = 3_600_000;

/** Looks at what no page should wait for, and notes the size of each day, until it is stopped. */
export function startHealthJob({ db, clock, log, config }: Deps, every = EVERY): Job {
  return repeat(async () => {
    try {
      await noteSize(db, clock());
      await certificateOf(config.publicUrl);
    } catch (error) {
      log.error({ err: error }, 'the size of the database could not be noted');
    }
  }, every);
}
