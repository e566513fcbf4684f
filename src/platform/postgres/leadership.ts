import pg from 'pg';
import { repeat, type Job } from '../jobs/jobs.js';

/** How often a process asks for the lead, or whether it still has it; in ms. */
const EVERY = 2000;
/** How long the database may take to answer that, in ms. */
const PATIENCE = 10_000;

/**
 * A leader that is heard of no more loses its connection at the server, and the lead with it: a machine that lost its power
 * tells nobody. Far more than EVERY, so that a process that computes for a while keeps it.
 */
const FORGET_SILENT = `SET idle_session_timeout = '60s'`;

export interface LeadOptions {
  /** The address of the database. */
  readonly url: string;
  /** Begins what the leader alone does. */
  readonly begin: () => Job;
  /** Hears why the lead was lost, or could not be asked for; once until it is answered again. */
  readonly onError: (error: Error) => void;
}

/**
 * Does what `begin` begins while this process leads all those on the database, until it is stopped. Leading is holding a lock
 * of the database on a connection of its own; when that is lost, the work is stopped, and another process may lead. For a
 * moment two may work: the work itself must bear that.
 */
export function whileLeading({ url, begin, onError }: LeadOptions, every = EVERY): Job {
  let client: pg.Client | undefined;
  let job: Job | undefined;
  let isWell = true;
  const giveUp = async () => {
    await job?.stop();
    await client?.end().catch(() => undefined);
    [job, client] = [undefined, undefined];
  };
  const round = repeat(async (isStopping) => {
    try {
      client ??= await connect(url);
      const leads = job ? await isAlive(client) : await asksForLead(client);
      if (leads && !isStopping()) job ??= begin();
      isWell = true;
    } catch (error) {
      if (isWell) onError(error as Error);
      isWell = false;
      await giveUp();
    }
  }, every);
  return {
    stop: async () => {
      await round.stop();
      await giveUp();
    },
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
  });
  // What is asked next fails, and tells.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(FORGET_SILENT);
  return client;
}

async function isAlive(client: pg.Client): Promise<boolean> {
  await client.query('SELECT 1');
  return true;
}

async function asksForLead(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>('SELECT try_jobs() AS leads');
  return rows[0]?.leads === true;
}
