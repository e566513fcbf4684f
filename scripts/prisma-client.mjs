import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** prisma/schema → src/platform/prisma. Throws with what Prisma says. */
export function generateClient() {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  try {
    execFileSync(process.execPath, [prisma, 'generate'], { cwd: ROOT, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`${error.stdout}${error.stderr}`.trim(), { cause: error });
  }
}
