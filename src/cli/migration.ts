import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inZone } from '../platform/text/calendar.js';
import { systemClock } from '../platform/clock.js';
import { openDb } from '../platform/postgres/db.js';
import { startEmbeddedPostgres } from '../platform/postgres/embedded-postgres.js';
import { createLog } from '../platform/log.js';
import { schemaDrift } from './migration-drift.js';

// npm run migration -- <name>: writes the migration that leads from prisma/migrations to prisma/schema.
// With --replace it writes the migration of that name anew, from those before it: for the initial one, until it is
// released.

const MIGRATIONS = new URL('../../prisma/migrations/', import.meta.url);
const [name = '', flag] = process.argv.slice(2);
process.stdout.write(`${await writeMigration()}\n`);

async function writeMigration(): Promise<string> {
  if (!/^[a-z0-9_]+$/.test(name))
    return 'usage: npm run migration -- <name, in small letters and _> [--replace]';
  const known = (await readdir(MIGRATIONS)).find((directory) => directory.endsWith(`_${name}`));
  const replaced = flag === '--replace' ? known : undefined;
  if (known && !replaced) return `there is ${known} already: choose another name, or add --replace`;
  const sql = await missingSql(replaced);
  if (sql === '') return 'prisma/migrations lead to prisma/schema already: nothing to write';
  const directory = known ?? `${inZone(systemClock()).format('YYYYMMDDHHmmss')}_${name}`;
  await mkdir(new URL(`${directory}/`, MIGRATIONS), { recursive: true });
  await writeFile(new URL(`${directory}/migration.sql`, MIGRATIONS), sql);
  return `written: prisma/migrations/${directory}/migration.sql; read it before you commit it`;
}

/** Works on a server of its own, which goes when it is done. */
async function missingSql(before: string | undefined): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-migration-'));
  await chmod(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir, password: 'temporary', log: createLog('warn') });
  const { pool, close } = openDb(server.ownerUrl);
  try {
    return await schemaDrift(pool, before);
  } finally {
    await close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
