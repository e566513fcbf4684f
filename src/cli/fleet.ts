import cluster from 'node:cluster';
import { rm } from 'node:fs/promises';
import { CannotStart, type Config } from '../config.js';
import { clockStartingAt } from '../platform/clock.js';
import type { StopPatience } from '../platform/http/drain.js';
import { tryPort } from '../platform/http/listening.js';
import { Fleet } from '../platform/jobs/fleet.js';
import { letGather } from '../platform/jobs/gathering.js';
import { createLog } from '../platform/log.js';
import { exitProcess } from '../platform/log-stream.js';
import { dataDirectory } from '../platform/postgres/data-dir.js';
import { openServer } from '../platform/postgres/database.js';
import { unfinishedDemo } from './demo-mark.js';
import type { Running } from './run.js';

const AT_ONCE: StopPatience = { idle: 0, running: 0 };

/**
 * V8 keeps up to three times this, in MB, for what has just been made in each thread, and gives none of it back while nobody asks
 * for anything: on a machine with much memory 130 MB a process, and as much for two threads that draw. With this, nothing takes
 * longer; with half of it, requests take 7 % longer.
 */
const MOST_OF_WHAT_IS_NEW = '--max-semi-space-size=16';

/** The first process of `npm start`: it keeps the database, and starts, replaces and ends the processes that serve. */
export async function startFleet(config: Config): Promise<Running> {
  if (config.production && config.publicUrl === undefined)
    throw new CannotStart(
      'PUBLIC_URL is required when NODE_ENV=production: without https no session is safe',
    );
  await tryPort(config);
  const log = createLog(config.logLevel);
  const server = await openServer({ config, dataDir: dataDirectory(config.dataDir), log });
  // From now on a sample province may be used: it is never started over. Where nothing can be removed, that cannot be either.
  await rm(unfinishedDemo(config.dataDir)).catch(() => undefined);
  const clock = config.portalNow && clockStartingAt(config.portalNow);
  cluster.setupPrimary({ execArgv: [...process.execArgv, MOST_OF_WHAT_IS_NEW] });
  const fleet = new Fleet(config.processes, log, () =>
    // The clock goes on where it is, and does not start over with each process.
    clock ? { PORTAL_NOW: clock().toISOString() } : {},
  );
  letGather(() => fleet.serving);
  const stop = async (patience: StopPatience = AT_ONCE) => {
    await fleet.stop(patience);
    await server.stop();
  };
  if (!(await fleet.start())) {
    await server.stop();
    // Those that did not start have said why.
    await exitProcess(1);
  }
  log.info({ processes: config.processes }, 'all processes serve');
  return { leave: () => fleet.leave(), stop, reload: () => fleet.reload() };
}
