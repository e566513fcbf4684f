import { resolve } from 'node:path';
import { passphraseOf } from '../../backups/commands.js';
import { MESSAGES } from '../../mail/addresses.js';
import { systemClock } from '../../platform/clock.js';
import { restoreBackup } from '../../platform/backup/restore.js';
import { createLog } from '../../platform/log.js';
import { dataDirectory } from '../../platform/postgres/data-dir.js';
import { openServer } from '../../platform/postgres/database.js';
import type { Command } from './command.js';

/**
 * The place has to be empty, and no portal may run there. Sessions end, and no mail goes until an administrator lets it:
 * what waits in the backup may have been sent after it was taken.
 */
export const restore: Command = {
  usage: 'FILE',
  summary: 'makes of an empty DATA_DIR, or an empty DATABASE_URL, what the backup holds',
  takes: [1, 1],
  run: async (config, [file = '']) => {
    const passphrase = passphraseOf(config);
    const dataDir = dataDirectory(config.dataDir);
    const server = await openServer({ config, dataDir, log: createLog('silent') });
    try {
      const restored = await restoreBackup({
        ...{ url: server.ownerUrl, file: resolve(file), passphrase },
        finish: async (client) => {
          await client.query('DELETE FROM sessions');
          await client.query('INSERT INTO mail_holds (since) VALUES ($1)', [systemClock()]);
        },
      });
      for (const [name, secret] of Object.entries(restored.secrets)) await dataDir.keepSecret(name, secret);
      const { takenAt, portalVersion, rows, migrated } = restored;
      const forward = migrated.length > 0 ? ` ${migrated.length} migrations brought it to this release.` : '';
      return {
        text: `Restored ${rows} rows, as they were at ${takenAt.toISOString()} (portal ${portalVersion}).${forward}
Everybody signs in anew. No mail goes until an administrator lets it go again, at ${MESSAGES}.`,
      };
    } finally {
      await server.stop();
    }
  },
};
