import type { Surroundings } from '../../backups/commands.js';
import { CannotStart, type Config } from '../../config.js';
import { createLog } from '../../platform/log.js';
import { dataDirectory } from '../../platform/postgres/data-dir.js';
import { borrowServer } from '../../platform/postgres/database.js';
import { pendingMigrations } from '../../platform/postgres/migrate.js';
import { openDb } from '../../platform/postgres/db.js';

/**
 * Runs `work` beside a portal that may be running or not, and leaves things as they were. CannotStart where the database is
 * of an earlier release: a command does not change it.
 */
export async function besideThePortal<T>(
  config: Config,
  work: (around: Surroundings) => Promise<T>,
): Promise<T> {
  const dataDir = dataDirectory(config.dataDir);
  const server = await borrowServer({ config, dataDir, log: createLog('silent') });
  const { db, close } = openDb(server.url, { work: 'jobs' });
  try {
    const [pending] = await pendingMigrations((sql) => db.$queryRawUnsafe(sql));
    if (pending !== undefined)
      throw new CannotStart(
        `the database is of an earlier release (without ${pending}): start this one on it first`,
      );
    return await work({ db, url: server.url, dataDir, config });
  } finally {
    await close();
    await server.stop();
  }
}
