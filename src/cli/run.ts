import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart, readConfig, type Config } from '../config.js';
import type { Portal } from '../main.js';
import type { StopPatience } from '../platform/http/drain.js';
import type { Word } from '../platform/jobs/fleet.js';
import { mostOpenFiles } from '../platform/jobs/processes.js';
import { exitProcess } from '../platform/log-stream.js';

/** What a command runs until a signal ends it. */
export interface Running {
  /** Says that it is about to stop, and goes on. */
  leave?(): void;
  stop(patience?: StopPatience): Promise<void>;
  /** At SIGHUP: replaces what runs by what is on disk. */
  reload?(): Promise<void>;
}

/** npm hands on the Ctrl-C that the terminal has sent already: a second signal that soon, in ms, is the same one. */
const SAME_SIGNAL = 1000;

/**
 * Runs a portal, or a part of one, until a signal, and exits 0 when it has finished. SIGTERM is announced first, so that a
 * balancer has time to notice; SIGINT, Ctrl-C, is not. A second signal ends it at once, with exit 1. What keeps it from starting
 * is one line on standard error, and exit 1.
 */
export async function runPortal(start: (config: Config) => Promise<Running>): Promise<void> {
  let began: number | undefined;
  const hear = (grace: number) => {
    if (began !== undefined && performance.now() - began > SAME_SIGNAL) void exitProcess(1);
    if (began === undefined) void end(starting, grace);
    began ??= performance.now();
  };
  const starting = starts((config) => {
    if (config.underNpm) endWithParent();
    process.on('SIGTERM', () => {
      hear(config.drainSeconds * 1000);
    });
    process.on('SIGINT', () => {
      hear(0);
    });
    return start(config);
  });
  const running = await starting;
  if (running?.reload) process.on('SIGHUP', () => void running.reload?.());
}

/** How long what runs has when all stops, in ms: service managers wait for thirty seconds and more. */
const FOR_RUNNING = 20_000;

/**
 * `grace`: between saying that it leaves, and leaving, in ms. Connections on which nothing runs are kept for as long again: a
 * balancer may just be sending on one of them.
 */
async function end(starting: Promise<Running | undefined>, grace: number): Promise<void> {
  const running = await Promise.race([starting, Promise.resolve('still starting')]);
  if (typeof running === 'string') process.stderr.write('Ended before it was ready.\n');
  if (typeof running !== 'object') return exitProcess(0);
  if (running.leave && grace > 0) {
    running.leave();
    await sleep(grace);
  }
  await running.stop({ idle: grace, running: FOR_RUNNING });
  await exitProcess(0);
}

/** Runs one process of a fleet until that says otherwise. */
export async function runInFleet(start: (config: Config) => Promise<Portal>): Promise<void> {
  // A terminal and a service manager send them to all processes; the first one hears them and says what to do.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const portal = await starts(start);
  if (!portal) return;
  process.on('message', (word: Word) => {
    if (word === 'leave') portal.leave();
    else if (typeof word === 'object' && 'stop' in word)
      void portal.stop(word.stop).finally(() => exitProcess(0));
  });
  process.send?.('ready');
}

/** As `engines` in package.json says; an earlier one would fail in the middle of a request. */
const LEAST_NODE = 22;

async function starts<T>(start: (config: Config) => Promise<T>): Promise<T | undefined> {
  // A full disk under what is printed ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    if (Number.parseInt(process.versions.node) < LEAST_NODE)
      throw new CannotStart(`the portal needs Node ${LEAST_NODE} or later; this is ${process.version}`);
    await refuseFewFiles();
    return await start(readConfig());
  } catch (error) {
    const isExpected = error instanceof CannotStart;
    const text = isExpected ? `Cannot start: ${error.message}` : reportOf(error);
    process.stderr.write(`${text}\n`, () => process.exit(1));
    return undefined;
  }
}

/** Modules, connections, the database's own: with fewer than these something fails that is not at fault. */
const LEAST_FILES = 256;

async function refuseFewFiles(): Promise<void> {
  const most = await mostOpenFiles();
  if (most < LEAST_FILES)
    throw new CannotStart(
      `this process may open ${most} files, the portal needs ${LEAST_FILES}: raise "ulimit -n", or LimitNOFILE of the service`,
    );
}

/** A killed npm cannot pass its signal on: `npm start` would then find its port and data in use. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGINT');
  }, 250).unref();
}

/** For what scripts/dev.mjs starts: it ends when that does, in whatever way. */
export function endWithSender(): void {
  process.once('disconnect', () => process.kill(process.pid, 'SIGINT'));
}

function reportOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
