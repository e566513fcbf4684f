import { CannotStart } from '../config.js';
import type { Portal } from '../main.js';

/**
 * Runs a portal until SIGTERM or SIGINT, and exits 0 when it has finished. What keeps it from starting is one line
 * on standard error, and exit 1.
 */
export async function runPortal(start: () => Promise<Portal>): Promise<void> {
  const starting = starts(start);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      void end(starting);
    });
  await starting;
}

async function starts(start: () => Promise<Portal>): Promise<Portal | undefined> {
  try {
    return await start();
  } catch (error) {
    const isExpected = error instanceof CannotStart;
    const text = isExpected ? `Cannot start: ${error.message}` : reportOf(error);
    process.stderr.write(`${text}\n`, () => process.exit(1));
    return undefined;
  }
}

let isEnding = false;

async function end(starting: Promise<Portal | undefined>): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const portal = await starting;
  if (!portal) return;
  await portal.stop();
  process.exit(0);
}

function reportOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
