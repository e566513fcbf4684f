import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { SERVING_ROLE, startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.js';
import { createLog } from '../../src/platform/log.js';
import { migrate } from '../../src/platform/postgres/migrate.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database that nobody connects to: it is copied for each test file. */
    templateUrl: string;
    /** The same database as the portal serves it: by a role that may only what it needs. */
    servingUrl: string;
  }
}

/** One PostgreSQL for the whole run, and dist/ as src/ is now, for the tests that run the portal as a process. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await promisify(execFile)(process.execPath, ['scripts/transpile.mjs']);
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-tests-'));
  await chmod(dataDir, 0o755);
  const flags = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'];
  const secrets = { password: 'tests', servingPassword: 'tests' };
  const server = await startEmbeddedPostgres({ dataDir, ...secrets, log: createLog('warn'), flags });
  await migrate(server.ownerUrl, { servingRole: SERVING_ROLE });
  project.provide('templateUrl', server.ownerUrl);
  project.provide('servingUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
