import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog } from '../log.js';
import { dataDirectory } from '../postgres/data-dir.js';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.js';
import { letServerPass } from '../postgres/postgres-program.js';
import { restoreBackup, type Restored } from './restore.js';

export interface VerifyOrder {
  readonly file: string;
  readonly passphrase: string;
  /** Where a server of its own has its data for the while: about as much as the database's. */
  readonly dataDir: string;
}

/**
 * Restores the backup into a server that is made for it and removed again; what a killed one left behind, too. BackupProblem
 * where it does not restore, CannotStart where the server does not come up, or another one is at it.
 */
export async function verifyBackup({ file, passphrase, dataDir }: VerifyOrder): Promise<Restored> {
  const scratch = dataDirectory(join(dataDir, 'verify'));
  await scratch.lock();
  try {
    await letServerPass(dataDir);
    return await restoreAside(scratch.path, { file, passphrase });
  } finally {
    await rm(scratch.path, { recursive: true, force: true });
  }
}

async function restoreAside(path: string, order: Omit<VerifyOrder, 'dataDir'>): Promise<Restored> {
  // Nothing of it has to outlast a crash.
  const flags = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=10'];
  const log = createLog('silent');
  const server = await startEmbeddedPostgres({ dataDir: path, password: 'scratch', log, flags, fresh: true });
  try {
    return await restoreBackup({ ...order, url: server.ownerUrl });
  } finally {
    await server.stop();
  }
}
