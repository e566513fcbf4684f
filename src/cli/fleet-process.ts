import cluster from 'node:cluster';
import { announceSetup } from '../accounts/setup/routes.js';
import type { Config } from '../config.js';
import { startPortal, type Portal } from '../main.js';
import { borrowServer } from '../platform/postgres/database.js';

/** One of the processes that serve. */
export function startFleetProcess(config: Config): Promise<Portal> {
  const { processes } = config;
  // What the log says once.
  const prepare = cluster.worker?.id === 1 ? { prepare: announceSetup } : {};
  return startPortal(config, { openServer: borrowServer, processes, ...prepare });
}
