import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { compareWaiting } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'log' | 'clock'>;

/** How often submissions that wait are looked for, in ms. */
const EVERY = 10_000;

/** Lays the texts of what was submitted beside those of others, until it is stopped; any number of processes may. */
export function startLikenessJob(deps: Deps, every = EVERY): Job {
  return repeat((isStopping) => compareAll(deps, isStopping), every);
}

/** All that waits. What fails is told and waits for the next round; the others go on. */
export async function compareAll({ db, log, clock }: Deps, isStopping = () => false): Promise<void> {
  const began = clock();
  try {
    while (!isStopping()) {
      const compared = await compareWaiting(db, began);
      if ('taken' in compared && compared.taken === 0) return;
      if (!('failed' in compared)) continue;
      const { reportId, error } = compared.failed;
      log.error({ err: error, reportId }, 'texts of a report could not be compared');
    }
  } catch (error) {
    log.error({ err: error }, 'texts could not be compared');
  }
}
