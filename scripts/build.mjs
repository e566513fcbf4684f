// npm run build: the Prisma client, src/ → dist/ file by file, and what browsers load → public/assets/.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildAssets } from './assets.mjs';
import { transpile } from './transpile.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

generateClient();
await Promise.all([transpile(), buildAssets()]);

function generateClient() {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  try {
    execFileSync(process.execPath, [prisma, 'generate'], { cwd: ROOT, stdio: 'pipe' });
  } catch (error) {
    process.stderr.write(`${error.stdout}${error.stderr}`);
    process.exit(1);
  }
}
