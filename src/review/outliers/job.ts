import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { refreshNorms } from './commands.js';
import { staleGroups } from './finders.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log'>;

/** How often what was filed is looked for, in ms, and how many groups are worked out in a round. */
const EVERY = 60_000;
const A_ROUND = 500;

/** Keeps what is usual up to date until it is stopped, so that no page has to work it out. */
export function startNormJob(deps: Deps, every = EVERY): Job {
  return repeat((isStopping) => refreshStale(deps, isStopping), every);
}

/** A group that fails is tried again in the next round, and holds up no other. */
export async function refreshStale({ db, clock, log }: Deps, isStopping = () => false): Promise<void> {
  const attempt = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      log.error({ err: error }, 'what is usual for figures could not be worked out');
    });
  const refreshAll = async () => {
    for (const group of await staleGroups(db, A_ROUND))
      if (!isStopping()) await attempt(refreshNorms(db, group, clock()));
  };
  await attempt(refreshAll());
}
