import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AppDeps } from '../deps.js';
import { repeat, type Job } from '../platform/jobs/jobs.js';
import { wasBegunSince } from './finders.js';
import { lastDue } from './rules.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log' | 'config'>;

/** How often it looks whether one is due, in ms. */
const EVERY = 60_000;

/**
 * Backs up each day at the time of the settings, by the operator's own command: in a process apart, so that no page waits
 * for it. Nothing happens without a passphrase.
 */
export function startBackupJob({ db, clock, log, config }: Deps, every = EVERY): Job {
  const due = () => lastDue(clock(), config.backup.at);
  return repeat(async (isStopping) => {
    try {
      if (!config.backup.passphrase || isStopping() || (await wasBegunSince(db, due()))) return;
      const { code, output } = await runCommand();
      if (code === 0) log.info({ output }, 'the data were backed up');
      else log.error({ code, output }, 'the data could not be backed up');
    } catch (error) {
      log.error({ err: error }, 'the data could not be backed up');
    }
  }, every);
}

async function runCommand(): Promise<{ code: number | null; output: string }> {
  const command = fileURLToPath(new URL('../cli/portal.js', import.meta.url));
  const child = spawn(process.execPath, [command, 'backup'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output.trim() };
}
