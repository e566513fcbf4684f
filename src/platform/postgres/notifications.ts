import pg from 'pg';
import { APPLICATION } from './pools.js';

/** Notifications of the database: `then` runs for each one, whether this process or another sent it. */
export type OnChange = (then: () => void) => void;

export interface Changes {
  readonly onChange: OnChange;
  readonly stop: () => Promise<void>;
}

const RECONNECT_AFTER = 1000;

/**
 * Listens on a channel of PostgreSQL with a connection of its own. A lost connection is made again after a while; since
 * words may have been missed meanwhile, that counts as one. `onError` hears of each loss.
 */
export async function listenTo(
  url: string,
  channel: string,
  onError: (error: Error) => void = () => undefined,
): Promise<Changes> {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const then of listeners) then();
  };
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const connectLater = (error: Error) => {
    client = undefined;
    if (isStopped) return;
    onError(error);
    timer = setTimeout(() => void connect().then(tell, connectLater), RECONNECT_AFTER);
  };
  const connect = async () => {
    const made = newClient(url);
    // A lost connection may emit more than one event.
    made.on('error', (error) => {
      if (client === made) connectLater(error);
    });
    made.on('notification', tell);
    await made.connect();
    await made.query(`LISTEN ${made.escapeIdentifier(channel)}`);
    client = made;
  };

  await connect();
  return {
    onChange: (then) => {
      listeners.add(then);
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}

function newClient(connectionString: string): pg.Client {
  const name = `${APPLICATION} changes`;
  const patience = { keepAlive: true, connectionTimeoutMillis: 10_000 };
  return new pg.Client({ connectionString, application_name: name, ...patience });
}
