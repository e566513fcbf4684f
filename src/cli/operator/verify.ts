import { passphraseOf } from '../../backups/commands.js';
import { verifyBackup } from '../../platform/backup/verify.js';
import type { Command } from './command.js';

export const verify: Command = {
  usage: 'FILE',
  summary: 'restores a backup into a server made for it, and compares every table; touches nothing else',
  takes: [1, 1],
  run: async (config, [file = '']) => {
    const { takenAt, portalVersion, tables, rows } = await verifyBackup({
      file,
      passphrase: passphraseOf(config),
      dataDir: config.dataDir,
    });
    const of = `taken at ${takenAt.toISOString()} by portal ${portalVersion}`;
    return { text: `${file} (${of}) restores: ${tables} tables, ${rows} rows, all as they were written.` };
  },
};
