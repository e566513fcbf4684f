import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { NOTHING_SEEN, sumUpCrowded } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'log'>;

/** How often what was counted is looked for, in ms: in a deadline's night a page adds up the rows of so long. */
const EVERY = 5000;
/** Every so many rounds, once an hour, and at the start everything is looked at. */
const ROUNDS = 720;

/**
 * Sums up what triggers have counted, until it is stopped; any number of processes may. Pages are right without it, and
 * only slower: no transaction of a user does this work.
 */
export function startCountersJob({ db, log }: Deps, every = EVERY): Job {
  let seen = NOTHING_SEEN;
  let round = 0;
  return repeat(async (isStopping) => {
    const since = round % ROUNDS === 0 ? NOTHING_SEEN : seen;
    try {
      seen = await sumUpCrowded(db, since, isStopping);
      round += 1;
    } catch (error) {
      // The next round looks at the same rows again.
      log.error({ err: error }, 'what was counted could not be summed up');
    }
  }, every);
}
