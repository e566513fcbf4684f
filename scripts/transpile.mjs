// src/ → dist/, file by file, at the same depth: what lies beside dist/ is found from there as from src/.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** `changed`: only these files, named as below src/; the others stay as they were built before. */
export async function transpile(changed) {
  const files = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((file) =>
    file.endsWith('.ts'),
  );
  await build({
    entryPoints: files
      .filter((file) => changed?.includes(file) ?? true)
      .map((file) => join(ROOT, 'src', file)),
    outbase: join(ROOT, 'src'),
    outdir: join(ROOT, 'dist'),
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
  await removeOld(new Set(files.map((file) => file.replace(/\.ts$/, '.js'))));
}

async function removeOld(current) {
  const built = (await readdir(join(ROOT, 'dist'), { recursive: true })).filter((file) =>
    file.endsWith('.js'),
  );
  const old = built.filter((file) => !current.has(file)).flatMap((file) => [file, `${file}.map`]);
  await Promise.all(old.map((file) => rm(join(ROOT, 'dist', file), { force: true })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await transpile();
