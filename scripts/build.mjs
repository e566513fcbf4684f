// npm run build: the Prisma client, src/ → dist/ file by file, and what browsers load → public/assets/.

import { execFileSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildAssets } from './assets.mjs';

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

async function transpile() {
  await rm(join(ROOT, 'dist'), { recursive: true, force: true });
  const files = await readdir(join(ROOT, 'src'), { recursive: true });
  await build({
    entryPoints: files.filter((file) => file.endsWith('.ts')).map((file) => join(ROOT, 'src', file)),
    outbase: join(ROOT, 'src'),
    outdir: join(ROOT, 'dist'),
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
}
