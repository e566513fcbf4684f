// Builds what browsers load into public/assets/: the stylesheets, one module, the typeface, all with the hash of
// their content in the name, and manifest.json from logical to hashed names (read by src/platform/page/assets.ts).

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { compile } from 'sass';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'public/assets');
const TYPEFACE = join(ROOT, 'node_modules/@fontsource/be-vietnam-pro');
// Which page loads which, src/platform/page/stylesheets.ts says.
const STYLESHEETS = ['main', 'public', 'filing'];
const WEIGHTS = [400, 600, 700];
const SUBSETS = ['vietnamese', 'latin'];
// Made from the typeface's own digits, all as wide as its widest.
const FIGURES = join(ROOT, 'styles/fonts');
// Until the typeface has come, Arial at the same width, so that lines do not move.
const FALLBACK = `@font-face{font-family:'Be Vietnam Fallback';src:local('Arial'),local('Liberation Sans');size-adjust:106%;ascent-override:94%;descent-override:24%;line-gap-override:0%}`;

const ALL = ['styles', 'client'];

/** `folders`: where something has changed; what is made of the others stays as it was built before. */
export async function buildAssets(folders = ALL) {
  await mkdir(OUT, { recursive: true });
  const manifest = folders === ALL ? {} : JSON.parse(await readFile(join(OUT, 'manifest.json'), 'utf8'));
  const keep = (name, content) => write(manifest, name, content);
  if (folders.includes('styles')) {
    const faces = (
      await Promise.all(WEIGHTS.flatMap((weight) => [fontFaces(weight, keep), figuresFace(weight, keep)]))
    ).join('\n');
    for (const name of STYLESHEETS) await keep(`${name}.css`, await stylesheet(name, faces));
  }
  // The page names a module of one line, which names the module: so the stylesheet, for which the page waits to be painted,
  // has a slow line for itself.
  if (folders.includes('client')) {
    await keep('start.js', `import './${await keep('main.js', await clientModule('main'))}';`);
    await keep('passkeys.js', await clientModule('passkeys'));
  }
  await writeFile(join(OUT, 'manifest.json'), JSON.stringify(manifest, Object.keys(manifest).sort(), 2));
  await removeOld(new Set([...Object.values(manifest), 'manifest.json']));
  return manifest;
}

async function write(manifest, name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  await writeFile(join(OUT, hashed), content);
  // Once, here; the typeface is compressed already.
  if (!hashed.endsWith('.woff2')) {
    await writeFile(join(OUT, `${hashed}.br`), brotliCompressSync(content));
    await writeFile(join(OUT, `${hashed}.gz`), gzipSync(content, { level: 9 }));
  }
  manifest[name] = hashed;
  return hashed;
}

/** The @font-face rules of one weight: our subsets, woff2 only, with their unicode-range. */
async function fontFaces(weight, keep) {
  const css = await readFile(join(TYPEFACE, `${String(weight)}.css`), 'utf8');
  const faces = await Promise.all(
    SUBSETS.map(async (subset) => {
      const name = `be-vietnam-pro-${subset}-${String(weight)}-normal.woff2`;
      const face = css.match(/@font-face \{[^}]*\}/g)?.find((rule) => rule.includes(`/${name})`));
      if (!face) throw new Error(`${name} is not in the package of the typeface`);
      const hashed = await keep(name, await readFile(join(TYPEFACE, 'files', name)));
      return face.replace(/src:[^;]*;/, `src: url(/assets/${hashed}) format('woff2');`);
    }),
  );
  return faces.join('\n');
}

/** The @font-face rule of the figures in one weight. */
async function figuresFace(weight, keep) {
  const name = `neu-guong-so-${String(weight)}.woff2`;
  const hashed = await keep(name, await readFile(join(FIGURES, name)));
  return `@font-face{font-family:'Neu Guong So';font-weight:${String(weight)};font-display:swap;src:url(/assets/${hashed}) format('woff2');unicode-range:U+30-39}`;
}

async function stylesheet(name, faces) {
  const { css } = compile(join(ROOT, `styles/${name}.scss`), {
    loadPaths: [join(ROOT, 'node_modules')],
    quietDeps: true,
  });
  const source = `${faces}\n${FALLBACK}\n${css}`;
  const { code } = await transform(source, { loader: 'css', minify: true, target: 'es2022' });
  return code;
}

async function clientModule(name) {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, `client/${name}.ts`)],
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2020',
    write: false,
  });
  return outputFiles[0].text;
}

async function removeOld(current) {
  const stale = (await readdir(OUT)).filter((name) => !current.has(name.replace(/\.(?:br|gz)$/, '')));
  await Promise.all(stale.map((name) => rm(join(OUT, name), { recursive: true })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAssets();
