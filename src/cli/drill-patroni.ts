import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDrillPortal, spawnServe } from './drill-portal.js';
import { startMachines, type Machines } from './drill-machines.js';
import { Traffic } from './drill-traffic.js';
import { found, type Found } from './drill-update.js';

const [FILERS, PER_SECOND, SAVES] = [20, 60, 1000];
/** Within so many seconds after the primary was lost, saves are acknowledged again. */
const BACK = 30;

/**
 * Two portals behind haproxy, on a PostgreSQL of two machines under Patroni with a synchronous standby, all on this one. In the
 * middle of the saves the primary is killed with its Patroni, as by a loss of power; after them one portal is stopped. Needs what
 * Debian calls patroni, etcd-server, haproxy and postgresql-15.
 */
export async function drillPatroni(): Promise<Found> {
  const machines = await startMachines();
  try {
    return await killInTheMiddle(machines);
  } finally {
    await machines.stop();
  }
}

async function killInTheMiddle(machines: Machines): Promise<Found> {
  const { databaseUrl, portalPorts, url } = machines;
  const first = await startDrillPortal({ filers: FILERS, port: portalPorts[0], databaseUrl });
  const otherDir = join(machines.directory, 'other portal');
  const other = spawnServe(otherDir, { port: portalPorts[1], databaseUrl });
  try {
    await other.says('all processes serve');
    await untilAnswered(url);
    const traffic = new Traffic(url, first.filers, PER_SECOND);
    await untilSaved(traffic, SAVES / 2);
    const died = performance.now();
    await machines.killPrimary();
    const before = savesOf(traffic);
    await untilSaved(traffic, before + 1);
    const back = (performance.now() - died) / 1000;
    await untilSaved(traffic, SAVES);
    await sleep(5000);
    const failover = await found(first, traffic, 'the primary was killed in the middle', false);

    const quiet = new Traffic(url, first.filers, PER_SECOND);
    await sleep(2000);
    other.child.kill('SIGTERM');
    if (other.child.exitCode === null) await once(other.child, 'exit');
    await sleep(2000);
    const stopped = await found(first, quiet, 'one of two portals was stopped', true);
    return {
      lines: [
        ...failover.lines,
        `  saves were acknowledged again after ${back.toFixed(1)} s`,
        ...stopped.lines,
      ],
      isWell: failover.isWell && back <= BACK && stopped.isWell,
    };
  } finally {
    other.child.kill('SIGKILL');
    await first.stop();
    await rm(otherDir, { recursive: true, force: true });
  }
}

function savesOf({ acknowledged }: Traffic): number {
  return acknowledged.reduce((sum, { saves }) => sum + saves, 0);
}

async function untilSaved(traffic: Traffic, saves: number): Promise<void> {
  while (savesOf(traffic) < saves) await sleep(100);
}

async function untilAnswered(url: string): Promise<void> {
  const status = () =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    );
  while ((await status()) !== 200) await sleep(200);
}
