import type { AppDeps } from '../deps.js';
import { repeat, type Job } from '../platform/jobs/jobs.js';
import { LANES, type Mailer } from '../platform/jobs/mailer.js';
import { giveUpStale, recordSending, takeDue } from './commands.js';
import { withLinks } from './letter.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log' | 'config'>;

/** How often the outbox is looked into, and how long a stop waits for the message in flight; in ms. */
const EVERY = 5000;
const PATIENCE = 6000;

/** Sends what is due until it is stopped; any number of processes may. Ends `mailer` with itself. */
export function startMailJob(deps: Deps, mailer: Mailer, every = EVERY): Job {
  const job = repeat((isStopping) => sendAllDue(deps, mailer, isStopping), every);
  return {
    stop: async () => {
      await Promise.race([job.stop(), new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())]);
      // What is still in flight is left to its lease.
      mailer.close();
    },
  };
}

/**
 * Sends a few messages at a time until none is due: one that stalls does not hold up the others, and thousands do not
 * wait for the next round. A database that fails is tried again in that.
 */
export async function sendAllDue(deps: Deps, mailer: Mailer, isStopping = () => false): Promise<void> {
  const lane = async () => {
    try {
      while (!isStopping() && (await sendNext(deps, mailer)));
    } catch (error) {
      deps.log.error({ err: error }, 'the outbox could not be worked off');
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function sendNext({ db, clock, log, config }: Deps, mailer: Mailer): Promise<boolean> {
  const message = await takeDue(db, clock());
  if (!message) return false;
  if (await giveUpStale(db, message, clock())) return true;
  const { id, createdAt, toName: name, toAddress: address, subject } = message;
  const letter = { id: `${id}.${createdAt.getTime()}`, to: { name, address } };
  const sending = await mailer.send({ ...letter, subject, ...withLinks(message, config.publicUrl) });
  await recordSending(db, message, sending, clock());
  if (sending.outcome !== 'sent') log.warn({ message: id, reason: sending.reason }, 'a message was not sent');
  return true;
}
