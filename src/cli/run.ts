import { CannotStart, readConfig, type Config } from '../config.js';
import type { Portal } from '../main.js';
import { mostOpenFiles } from '../platform/jobs/processes.js';

/**
 * Runs a portal, or a part of one, until SIGTERM or SIGINT, and exits 0 when it has finished. What keeps it from starting is one line
 * on standard error, and exit 1.
 */
export async function runPortal(start: (config: Config) => Promise<Portal>): Promise<void> {
  // A full disk under what is printed ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const starting = starts(start);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      void end(starting);
    });
  await starting;
}

/** As `engines` in package.json says; an earlier one would fail in the middle of a request. */
const LEAST_NODE = 22;

async function starts(start: (config: Config) => Promise<Portal>): Promise<Portal | undefined> {
  try {
    if (Number.parseInt(process.versions.node) < LEAST_NODE)
      throw new CannotStart(`the portal needs Node ${LEAST_NODE} or later; this is ${process.version}`);
    await refuseFewFiles();
    const config = readConfig();
    if (config.underNpm) endWithParent();
    return await start(config);
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
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}

/** For what scripts/dev.mjs starts: it ends when that does, in whatever way. */
export function endWithSender(): void {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

let isEnding = false;

async function end(starting: Promise<Portal | undefined>): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const portal = await Promise.race([starting, Promise.resolve('still starting')]);
  if (typeof portal === 'string') process.stderr.write('Ended before it was ready.\n');
  if (typeof portal !== 'object') process.exit(0);
  await portal.stop();
  process.exit(0);
}

function reportOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
