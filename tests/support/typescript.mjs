// Loaded into each process and thread of the tests: the program of a thread is named as it is built, *.js, and found
// under src/ as it is written, *.ts.

import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const SOURCE = new URL('../../src/', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => next(writtenAs(specifier, context.parentURL) ?? specifier, context),
});

function writtenAs(specifier, parent) {
  const built = URL.parse(specifier, parent)?.href;
  if (!built?.startsWith(SOURCE) || !built.endsWith('.js')) return undefined;
  const written = built.replace(/\.js$/, '.ts');
  return existsSync(fileURLToPath(written)) ? written : undefined;
}
