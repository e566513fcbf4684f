import { resolve } from 'node:path';
import { keepBackup, makeBackupDir, passphraseOf, writeVerified } from '../../backups/commands.js';
import { systemClock } from '../../platform/clock.js';
import { formatSize } from '../../platform/text/format.js';
import type { Command } from './command.js';
import { besideThePortal } from './surroundings.js';

/** Also what the portal runs by itself each day (src/backups/job.ts). */
export const backup: Command = {
  usage: '[FILE]',
  summary:
    'writes all data into FILE, or into BACKUP_DIR, while the portal serves, and restores it aside to see that it can be',
  takes: [0, 1],
  run: async (config, [file]) => {
    passphraseOf(config);
    if (file === undefined) await makeBackupDir(config.backup.dir);
    return besideThePortal(config, async (around) => {
      if (file !== undefined) {
        const written = await writeVerified(around, resolve(file), systemClock());
        return { text: said(resolve(file), written) };
      }
      const { path, removed, ...written } = await keepBackup(around, systemClock());
      const gone = removed.length > 0 ? `\nRemoved, since newer ones are kept: ${removed.join(', ')}` : '';
      return { text: `${said(path, written)}${gone}` };
    });
  },
};

function said(path: string, { bytes, rows }: { bytes: number; rows: number }): string {
  return `${path}: ${formatSize(bytes)}, ${rows} rows, restored aside and compared table by table: all is in it.`;
}
