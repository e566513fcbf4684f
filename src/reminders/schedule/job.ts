import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { sendDueSteps } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log' | 'config'>;

/** How often it looks for steps that are due, in ms. */
const EVERY = 60_000;

/** Sends the steps that are due until it is stopped; any number of processes may. */
export function startReminderJob(deps: Deps, every = EVERY): Job {
  return repeat(() => sendOnce(deps), every);
}

/** What fails is tried again in the next round. */
async function sendOnce({ db, clock, log }: Deps): Promise<void> {
  try {
    const units = await sendDueSteps(db, clock());
    if (units > 0) log.info({ units }, 'units were reminded');
  } catch (error) {
    log.error({ err: error }, 'reminders could not be sent');
  }
}
