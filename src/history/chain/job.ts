import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { sealWritten, type Floors, type TellRoot } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'log' | 'clock'>;

/** How often rows without a link are looked for, in ms. */
const EVERY = 5000;

/** Seals what was written into history and submissions, until it is stopped; any number of processes may. `tell`: who hears of a day's root. */
export function startRecordJob(deps: Deps, tell: TellRoot, every = EVERY): Job {
  return repeat((isStopping) => sealAll(deps, tell, isStopping), every);
}

/** All that has no link, then the root of the day that is over. */
export async function sealAll(
  { db, log, clock }: Deps,
  tell?: TellRoot,
  isStopping = () => false,
): Promise<void> {
  let floors: Floors = {};
  try {
    for (let sealed = -1; sealed !== 0 && !isStopping();)
      ({ sealed, floors } = await sealWritten(db, clock(), { floors, tell }));
  } catch (error) {
    log.error({ err: error }, 'what was written could not be sealed');
  }
}
