import type { AppDeps } from '../deps.js';
import { repeat, type Job } from '../platform/jobs/jobs.js';
import { noteRound, pruneAll } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log' | 'config'>;

/** In ms: what has outlived its time has done so for days. */
const EVERY = 6 * 3_600_000;

/** Rows in a transaction. */
const A_BATCH = 1000;

/** Prunes what is not kept for ever (docs/operations.md) until it is stopped; any number of processes may. */
export function startPruningJob({ db, clock, log, config }: Deps, every = EVERY): Job {
  return repeat(async (isStopping) => {
    try {
      const pruned = await pruneAll(db, clock(), isStopping, A_BATCH, config.accountYears);
      await noteRound(db, pruned, clock());
      log.info({ pruned }, 'what has outlived its time was removed');
    } catch (error) {
      // The next round finds the same rows.
      log.error({ err: error }, 'what has outlived its time could not be removed');
    }
  }, every);
}
