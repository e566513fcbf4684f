import { startDemo } from './demo-portal.js';
import { runPortal } from './run.js';

// npm run demo [-- --fresh]: the portal with a sample province; --fresh starts over.
await runPortal(async (config) => {
  const portal = await startDemo(config, { fresh: process.argv.includes('--fresh') });
  process.stdout.write(portal.welcome);
  return portal;
});
