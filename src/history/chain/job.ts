import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { sealWritten, type Floors } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'log' | 'clock'>;

/** How often rows without a link are looked for, in ms. */
const EVERY = 5000;

/** Seals what was written into history and submissions, until it is stopped; any number of processes may. */
export function startRecordJob(deps: Deps, every = EVERY): Job {
  return repeat((isStopping) => sealAll(deps, isStopping), every);
}

/** All that has no link, then the root of the day that is over. */
export async function sealAll({ db, log, clock }: Deps, isStopping = () => false): Promise<void> {
  let floors: Floors = {};
  try {
    for (let sealed = -1; sealed !== 0 && !isStopping();)
      ({ sealed, floors } = await sealWritten(db, clock(), floors));
  } catch (error) {
    log.error({ err: error }, 'what was written could not be sealed');
  }
}
