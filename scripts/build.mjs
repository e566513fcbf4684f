// npm run build: the Prisma client, src/ → dist/ file by file, and what browsers load → public/assets/.

import { buildAssets } from './assets.mjs';
import { generateClient } from './prisma-client.mjs';
import { transpile } from './transpile.mjs';

try {
  generateClient();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await Promise.all([transpile(), buildAssets()]);
