import cluster from 'node:cluster';
import { runInFleet, runPortal } from './run.js';

// npm start: the portal as the federation runs it. Each process that serves runs this file anew, as it is on disk by then; the
// first process loads nothing of the portal itself.
if (cluster.isPrimary) {
  const { startFleet } = await import('./fleet.js');
  await runPortal(startFleet);
} else {
  const { startFleetProcess } = await import('./fleet-process.js');
  await runInFleet(startFleetProcess);
}
