import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../platform/free-ports.js';
import { portalProcesses } from './bench-processes.js';

const SERVE = fileURLToPath(new URL('serve.js', import.meta.url));
const STARTS = 3;
const IDLE_SECONDS = 15;
const GOAL_SECONDS = 2;
const GOAL_MB = 250;

/**
 * How long `npm start` takes until the portal says that it is ready, with an embedded database that is there already: the
 * least of several. Then what each of its processes holds in memory while nobody asks for anything.
 */
export async function measureStart(): Promise<string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-bench-start-'));
  try {
    await chmod(dataDir, 0o755);
    const [first] = await startOnce(dataDir);
    const times: number[] = [];
    let held: readonly string[] = [];
    for (let start = 1; start <= STARTS; start++) {
      const [time, memory] = await startOnce(dataDir, start === STARTS ? IDLE_SECONDS : undefined);
      times.push(time);
      held = memory;
    }
    return [
      `first start, which makes the database: ${seconds(first)} s`,
      `second start: ${seconds(Math.min(...times))} s at least of ${STARTS} (goal: ${GOAL_SECONDS} s)`,
      `held in memory after ${IDLE_SECONDS} s of nothing: ${held.join(', ')} (goal: ${GOAL_MB} MB each)`,
    ];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** How many ms until it is ready; and, where it is left idle, what its processes hold then. It is ended in order. */
async function startOnce(dataDir: string, idleSeconds?: number): Promise<[number, readonly string[]]> {
  const [port = 0] = await freePorts(1);
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...{ DATA_DIR: dataDir, PORT: String(port), DRAIN_SECONDS: '0' },
  };
  const began = performance.now();
  const child = spawn(process.execPath, [SERVE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    const allServe = untilSaid(child.stdout, 'all processes serve');
    await untilReady(child, `http://127.0.0.1:${port}/readyz`);
    const time = performance.now() - began;
    await allServe;
    if (idleSeconds === undefined) return [time, []];
    await wait(idleSeconds * 1000);
    return [time, await memoryOf(child)];
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await wait(10);
  }
  throw new Error('the portal has not started');
}

/** Resolves at these words, or at the end of all that is said; reads on for as long as something is said. */
function untilSaid(output: Readable, words: string): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    output.once('end', resolve);
    output.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-1000);
      if (said.includes(words)) resolve();
    });
  });
}

async function memoryOf({ pid: first }: ChildProcess): Promise<readonly string[]> {
  return (await portalProcesses(first)).map(
    ({ pid, megabytes }) => `${pid === first ? 'the first process' : 'one that serves'} ${megabytes} MB`,
  );
}

const seconds = (ms: number) => (ms / 1000).toFixed(2);
