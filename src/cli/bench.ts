import { measureFollowing } from './bench-following.js';
import { measureHome } from './bench-home.js';
import { startBenchPortal } from './bench-portal.js';
import { measureSubmit } from './bench-submit.js';

// npm run bench: ratios measured in one run on one machine, against the least that each job could cost.

const portal = await startBenchPortal();
process.once('SIGINT', () => void portal.stop().then(() => process.exit(130)));
try {
  for (const measure of [measureHome, measureSubmit, measureFollowing])
    for (const line of await measure(portal)) process.stdout.write(`${line}\n`);
} finally {
  await portal.stop();
}
