import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AppDeps } from '../deps.js';
import { systemClock } from '../platform/clock.js';
import { repeat, type Job } from '../platform/jobs/jobs.js';
import { wasBegunSince } from './finders.js';
import { lastDue } from './rules.js';

type Deps = Pick<AppDeps, 'db' | 'log' | 'config'>;

/** How often it looks whether one is due, in ms. */
const EVERY = 60_000;

/**
 * Backs up each day at the time of the settings, by the operator's own command: in a process apart, so that no page waits
 * for it. It goes by the machine's clock, as that command does. Nothing happens without a passphrase.
 */
export function startBackupJob({ db, log, config }: Deps, every = EVERY): Job {
  let running: ChildProcess | undefined;
  const work = async (isStopping: () => boolean) => {
    if (!config.backup.passphrase || (await wasBegunSince(db, lastDue(systemClock(), config.backup.at))))
      return;
    if (isStopping()) return;
    running = spawn(process.execPath, [COMMAND, 'backup'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const { code, output } = await outcomeOf(running);
    if (code === 0) log.info({ output }, 'the data were backed up');
    else log.error({ code, output }, 'the data could not be backed up');
  };
  const job = repeat(
    (isStopping) =>
      work(isStopping).catch((error: unknown) => {
        log.error({ err: error }, 'the data could not be backed up');
      }),
    every,
  );
  return {
    stop: () => {
      running?.kill('SIGTERM');
      return job.stop();
    },
  };
}

const COMMAND = fileURLToPath(new URL('../cli/portal.js', import.meta.url));

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output.trim() };
}
