import type { AppDeps } from '../deps.js';
import { repeat, type Job } from '../platform/jobs/jobs.js';
import { push } from '../platform/jobs/push-service.js';
import { pushSettings, type PushSettings } from '../platform/jobs/push-settings.js';
import { giveUpOld, recordPush, takeDue } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log'>;

/** How often it looks for what is due, how long a stop waits for what is on its way, in ms; how many go at once. */
const EVERY = 5000;
const PATIENCE = 6000;
const LANES = 3;

/** Pushes what is due until it is stopped; any number of processes may. Undefined where the portal cannot push. */
export function startPushJob(deps: Pick<AppDeps, 'config'> & Deps, every = EVERY): Job | undefined {
  const settings = pushSettings(deps.config);
  if (!settings) return undefined;
  const job = repeat((isStopping) => pushAllDue(deps, settings, isStopping), every);
  // What is still on its way then is left to its lease.
  const impatience = () => new Promise<void>((resolve) => setTimeout(resolve, PATIENCE).unref());
  return { stop: () => Promise.race([job.stop(), impatience()]) };
}

/** Pushes a few at a time until none is due. A database that fails is tried again in the next round. */
export async function pushAllDue(
  deps: Deps,
  settings: PushSettings,
  isStopping = () => false,
): Promise<void> {
  const lane = async () => {
    try {
      while (!isStopping() && (await pushNext(deps, settings)));
    } catch (error) {
      deps.log.error({ err: error }, 'what is to be pushed could not be worked off');
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function pushNext({ db, clock, log }: Deps, settings: PushSettings): Promise<boolean> {
  const taken = await takeDue(db, clock());
  if (!taken?.device) return false;
  if (await giveUpOld(db, taken, clock())) return true;
  const { id, title, body, path, device } = taken;
  const pushing = await push(settings, device, JSON.stringify({ title, body, path }));
  await recordPush(db, taken, pushing, clock());
  if (pushing.outcome !== 'sent') log.warn({ push: id, reason: pushing.reason }, 'a device was not told');
  return true;
}
