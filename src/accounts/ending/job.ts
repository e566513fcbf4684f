import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import type { ReleaseWork } from '../administration/commands.js';
import { closeAfterEnd } from './commands.js';
import { unitsToClose } from './finders.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log'>;

/** How often it looks for units that have ended, in ms. */
const EVERY = 60_000;

/** Closes the accounts of units from the day on that was set for them, until it is stopped; any number of processes may. */
export function startEndingJob(deps: Deps, release: ReleaseWork, every = EVERY): Job {
  return repeat(() => closeDue(deps, release), every);
}

/** What fails is tried again in the next round. */
export async function closeDue({ db, clock, log }: Deps, release: ReleaseWork): Promise<void> {
  try {
    for (const unitId of await unitsToClose(db, clock())) {
      const accounts = await closeAfterEnd(db, unitId, clock(), release);
      log.info({ unitId, accounts }, 'the accounts of a unit that has ended were closed');
    }
  } catch (error) {
    log.error({ err: error }, 'accounts of units that have ended could not be closed');
  }
}
