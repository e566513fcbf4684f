// npm start builds what it runs; where this user may not write into this folder, it runs what its owner has built.

import { accessSync, constants, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('..', import.meta.url);

if (isWritable()) await import('./build.mjs');
else if (!existsSync(new URL('dist/cli/serve.js', ROOT))) {
  process.stderr.write(
    'Cannot build: this folder cannot be written. Let its owner run npm run build first.\n',
  );
  process.exit(1);
}

function isWritable() {
  try {
    accessSync(fileURLToPath(ROOT), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
