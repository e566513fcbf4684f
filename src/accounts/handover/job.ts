import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import type { Succession } from './applying-commands.js';
import { applyDue } from './due-commands.js';
import { dueHandovers } from './finders.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log'>;

/** How often it looks for handovers whose day has come, in ms. */
const EVERY = 60_000;

/** Hands accounts over from 0:00 of the day on that was set, until it is stopped; any number of processes may. */
export function startHandoverJob(deps: Deps, succession: Succession, every = EVERY): Job {
  return repeat(() => applyAllDue(deps, succession), every);
}

/** One that fails keeps none of the others, and is tried again in the next round. */
export async function applyAllDue({ db, clock, log }: Deps, succession: Succession): Promise<void> {
  try {
    for (const id of await dueHandovers(db, clock()))
      await applyDue(db, id, clock(), succession).then(
        (outcome) => outcome && log.info({ handover: id, outcome }, 'the day of a handover has come'),
        (error: unknown) => log.error({ err: error, handover: id }, 'an account could not be handed over'),
      );
  } catch (error) {
    log.error({ err: error }, 'accounts could not be handed over');
  }
}
