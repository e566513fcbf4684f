import type { AppDeps } from '../../deps.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { settleNext } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log'>;

/** How often it looks for requests, in ms. */
const EVERY = 5000;

/** Mails links to those who forgot their password, until it is stopped; any number of processes may. */
export function startForgottenJob(deps: Deps, every = EVERY): Job {
  return repeat((isStopping) => settleRequests(deps, isStopping), every);
}

/** What fails is tried again in the next round. */
export async function settleRequests({ db, clock, log }: Deps, isStopping = () => false): Promise<void> {
  try {
    while (!isStopping() && (await settleNext(db, clock())));
  } catch (error) {
    log.error({ err: error }, 'a forgotten password could not be seen to');
  }
}
