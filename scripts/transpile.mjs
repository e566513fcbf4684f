// src/ → dist/, file by file, at the same depth: what lies beside dist/ is found from there as from src/. Only Prisma's
// generated client is one file, with its runtime: of that package the portal needs a fifteenth, and nothing that comes
// along with it.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLIENT = 'platform/prisma/client.ts';

/** `changed`: only these files, named as below src/; the others stay as they were built before. */
export async function transpile(changed) {
  const all = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((file) => file.endsWith('.ts'));
  const files = all.filter((file) => !file.startsWith('platform/prisma/'));
  const chosen = files.filter((file) => changed?.includes(file) ?? true);
  await Promise.all([
    buildFiles(chosen, { sourcemap: true }),
    // Without its comments it is ASCII, of which V8 keeps a byte a character, and not two, in every process.
    changed
      ? undefined
      : buildFiles([CLIENT], { bundle: true, minifyWhitespace: true, banner: { js: REQUIRE } }),
  ]);
  await removeOld(new Set([...files, CLIENT].map((file) => file.replace(/\.ts$/, '.js'))));
}

/** For the parts of the runtime that ask for Node's own modules as CommonJS does. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

async function buildFiles(files, options) {
  await build({
    entryPoints: files.map((file) => join(ROOT, 'src', file)),
    outbase: join(ROOT, 'src'),
    outdir: join(ROOT, 'dist'),
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'warning',
    ...options,
  });
}

async function removeOld(current) {
  const built = (await readdir(join(ROOT, 'dist'), { recursive: true })).filter((file) =>
    file.endsWith('.js'),
  );
  const old = built.filter((file) => !current.has(file)).flatMap((file) => [file, `${file}.map`]);
  await Promise.all(old.map((file) => rm(join(ROOT, 'dist', file), { force: true })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await transpile();
