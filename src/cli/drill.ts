import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { drillPatroni } from './drill-patroni.js';
import { startDrillPortal, type DrillPortal } from './drill-portal.js';
import { drillDatabase, drillReloads, type Found } from './drill-update.js';
import { freePorts } from '../platform/free-ports.js';

// npm run drill [-- reload|database|patroni]: what an update, a restart of the database and the loss of a machine cost while
// people work, counted. Exit 1 where a request failed that should not, or something acknowledged is lost.

const [FILERS, PER_SECOND, RELOADS] = [40, 200, 10];

const drills: Readonly<Record<string, () => Promise<Found>>> = {
  reload: () => withPortal((portal) => drillReloads(portal, RELOADS, PER_SECOND)),
  database: () => withPortal((portal) => drillDatabase(portal, () => restartEmbedded(portal), PER_SECOND)),
  patroni: drillPatroni,
};

const chosen = process.argv.slice(2);
let isWell = true;
for (const name of chosen.length > 0 ? chosen : ['reload', 'database']) {
  const drill = drills[name];
  if (!drill) throw new Error(`there is no drill "${name}": ${Object.keys(drills).join(', ')}`);
  const found = await drill();
  process.stdout.write(`${found.lines.join('\n')}\n`);
  isWell &&= found.isWell;
}
process.exit(isWell ? 0 : 1);

async function withPortal(drill: (portal: DrillPortal) => Promise<Found>): Promise<Found> {
  const [port = 0] = await freePorts(1);
  const portal = await startDrillPortal({ filers: FILERS, port });
  return drill(portal).finally(() => portal.stop());
}

/** Ends the embedded server as a person would that knows nothing of the portal; the portal starts it again. */
async function restartEmbedded({ db, url }: DrillPortal): Promise<void> {
  const [row] = await db.$queryRaw<
    { directory: string }[]
  >`SELECT current_setting('data_directory') AS directory`;
  const pid = Number((await readFile(`${row!.directory}/postmaster.pid`, 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGINT');
  for (let status = 0; status !== 200;) {
    await sleep(200);
    status = await fetch(`${url}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    );
  }
}
