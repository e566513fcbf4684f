import { dataDirectory } from '../platform/postgres/data-dir.js';
import { openServer } from '../platform/postgres/database.js';
import { createLog } from '../platform/log.js';
import { endWithSender, runPortal } from './run.js';

// The database of `npm run dev`: it goes on while the portal is started anew. Tells scripts/dev.mjs its addresses.
endWithSender();
await runPortal(async (config) => {
  const fresh = process.argv.includes('--fresh');
  const dataDir = dataDirectory(config.dataDir);
  const server = await openServer({ config, dataDir, log: createLog('warn'), fresh });
  process.send?.({ ready: true, url: server.url, ownerUrl: server.ownerUrl });
  return server;
});
