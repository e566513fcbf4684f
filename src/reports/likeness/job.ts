import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { compareWaiting } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'log'>;

/** How often submissions that wait are looked for, in ms. */
const EVERY = 10_000;

/** Lays the texts of what was submitted beside those of others, until it is stopped; any number of processes may. */
export function startLikenessJob(deps: Deps, every = EVERY): Job {
  return repeat((isStopping) => compareAll(deps, isStopping), every);
}

/** All that waits. What fails waits for the next round. */
export async function compareAll({ db, log }: Deps, isStopping = () => false): Promise<void> {
  try {
    while (!isStopping() && (await compareWaiting(db)) > 0);
  } catch (error) {
    log.error({ err: error }, 'texts could not be compared');
  }
}
