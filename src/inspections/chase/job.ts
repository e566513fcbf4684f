import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { chaseAnswers } from './commands.js';

/** How often it looks for recommendations whose day is near or past, in ms. */
const EVERY = 10 * 60_000;

/** Reminds units of what they have not answered until it is stopped; any number of processes may. */
export function startChaseJob({ db, clock, log }: Pick<AppDeps, 'db' | 'clock' | 'log'>): Job {
  return repeat(async () => {
    try {
      const letters = await chaseAnswers(db, clock());
      if (letters > 0) log.info({ letters }, 'units were reminded of recommendations');
    } catch (error) {
      // What fails is tried again in the next round.
      log.error({ err: error }, 'units could not be reminded of recommendations');
    }
  }, EVERY);
}
