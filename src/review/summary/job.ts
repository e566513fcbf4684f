import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { sendDueSummaries } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log' | 'config'>;

/** How often it looks for summaries that are due, in ms. */
const EVERY = 60_000;

/** Writes the weekly summaries until it is stopped; any number of processes may. */
export function startSummaryJob({ db, clock, log, config }: Deps, every = EVERY): Job {
  return repeat(async () => {
    try {
      const summaries = await sendDueSummaries(db, config.sessionSecret ?? '', clock());
      if (summaries > 0) log.info({ summaries }, 'weekly summaries were written');
    } catch (error) {
      // What fails is tried again in the next round.
      log.error({ err: error }, 'weekly summaries could not be written');
    }
  }, every);
}
