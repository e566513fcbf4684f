import type { AppDeps } from '../deps.js';
import type { Mailer } from '../platform/mailer.js';
import { giveUpStale, recordSending, takeDue } from './commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log'>;

/** How often the outbox is looked into, and how long a stop waits for the message in flight; in ms. */
const EVERY = 5000;
const PATIENCE = 6000;

/** Sends what is due until it is stopped; any number of processes may. Ends `mailer` with itself. */
export function startMailJob(deps: Deps, mailer: Mailer, every = EVERY): { stop(): Promise<void> } {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();
  const go = () => {
    round = sendAllDue(deps, mailer, () => isStopping).finally(() => {
      if (!isStopping) timer = setTimeout(go, every);
    });
  };
  go();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await Promise.race([round, new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())]);
      // What is still in flight is left to its lease.
      mailer.close();
    },
  };
}

/** Sends one message after the other until none is due. A database that fails is tried again in the next round. */
export async function sendAllDue(deps: Deps, mailer: Mailer, isStopping = () => false): Promise<void> {
  try {
    while (!isStopping() && (await sendNext(deps, mailer)));
  } catch (error) {
    deps.log.error({ err: error }, 'the outbox could not be worked off');
  }
}

async function sendNext({ db, clock, log }: Deps, mailer: Mailer): Promise<boolean> {
  const message = await takeDue(db, clock());
  if (!message) return false;
  if (await giveUpStale(db, message, clock())) return true;
  const { id, createdAt, toName: name, toAddress: address, subject, text, html } = message;
  const letter = { id: `${String(id)}.${String(createdAt.getTime())}`, to: { name, address } };
  const sending = await mailer.send({ ...letter, subject, text, html });
  await recordSending(db, message, sending, clock());
  if (sending.outcome !== 'sent') log.warn({ message: id, reason: sending.reason }, 'a message was not sent');
  return true;
}
