import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { freePorts } from '../../src/platform/free-ports.js';

/** A portal that runs as a process of its own. */
export interface SpawnedPortal {
  readonly url: string;
  readonly child: ChildProcess;
  /** Waits until its log has said so `times`, however long that takes. */
  says(words: string, times?: number): Promise<void>;
  /** The process number of its embedded PostgreSQL. */
  postgresPid(): Promise<number>;
  kill9(): Promise<void>;
  /** Sends SIGTERM; answers with the exit code. */
  stop(): Promise<number | null>;
}

export interface FailedStart {
  code: number | null;
  stderr: string;
}

interface SpawnOptions {
  command?: 'serve' | 'demo' | 'dev' | 'portal';
  /** Where dist/ lies, '.' unless given. */
  root?: string;
  args?: string[];
  /** DATA_DIR and the like. PORT is a free one unless it stands here. */
  env: Record<string, string>;
}

const running = new Set<ChildProcess>();

/** Starts dist/cli/<command>.js and waits until it is ready. Throws with its output where it ends instead. */
export async function spawnPortal(options: SpawnOptions): Promise<SpawnedPortal> {
  const port = options.env['PORT'] ?? String(await freePort());
  const { child, output } = run({ ...options, env: { ...options.env, PORT: port } });
  await untilSaid(child, output, '"msg":"ready"', 1);
  child.once('close', (code) => {
    if (code)
      process.stderr.write(`The portal ended with ${code}:\n${output.stdout.slice(-2000)}${output.stderr}\n`);
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return (await exited)[0];
  };
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    says: (words, times = 1) => untilSaid(child, output, words, times),
    postgresPid: () => postgresPid(options.env['DATA_DIR'] ?? ''),
    kill9: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** Starts a portal that is expected not to come up. */
export async function failToStart(options: SpawnOptions): Promise<FailedStart> {
  const { child, output } = run(options);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr: output.stderr };
}

/** What `npm run portal -- <words>` answers. */
export async function operate(words: string[], env: Record<string, string>): Promise<Operated> {
  const { child, output } = run({ command: 'portal', args: words, env });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** Begins it, and answers with its process. */
export function beginToOperate(words: string[], env: Record<string, string>): ChildProcess {
  return run({ command: 'portal', args: words, env }).child;
}

export interface Operated extends FailedStart {
  stdout: string;
}

/** Starts a portal and kills it after `milliseconds`, however far it has come. */
export async function startAndKill9(options: SpawnOptions, milliseconds: number): Promise<void> {
  const { child } = run({ ...options, env: { PORT: '0', ...options.env } });
  const exited = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await exited;
}

/**
 * An empty directory that goes with the test file, together with any server still running in it; made inside a test,
 * with `onTestFinished`, it goes with the test.
 */
export async function makeDataDir(
  whenDone: (clean: () => Promise<void>) => void = afterAll,
): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-data-'));
  await chmod(dataDir, 0o755);
  whenDone(async () => {
    for (const child of running) child.kill('SIGKILL');
    const pid = await postgresPid(dataDir).catch(() => 0);
    if (pid > 0) await endQuietly(pid);
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return dataDir;
}

export async function postgresPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

function run({ command = 'serve', root = '.', args = [], env }: SpawnOptions) {
  // One process serves, and nobody waits for a balancer.
  const usual = { PROCESSES: '1', DRAIN_SECONDS: '0' };
  const given = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...usual };
  const child = spawn(process.execPath, [`${root}/dist/cli/${command}.js`, ...args], {
    env: { ...given, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return { child, output };
}

function untilSaid(
  child: ChildProcess,
  output: { stdout: string; stderr: string },
  words: string,
  times: number,
) {
  return new Promise<void>((resolve, reject) => {
    const look = () => {
      if (output.stdout.split(words).length > times) resolve();
    };
    child.stdout?.on('data', look);
    child.once('close', () => {
      reject(new Error(`the portal ended before it said "${words}":\n${output.stdout}${output.stderr}`));
    });
    look();
  });
}

async function endQuietly(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; waited < 5000; waited += 25) {
      process.kill(pid, 0);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  } catch {
    // It has ended.
  }
}
