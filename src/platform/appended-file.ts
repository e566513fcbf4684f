import { appendFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from './clock.js';

/** Where lines go that are to be kept. */
export interface LineSink {
  readonly write: (line: string) => void;
  /** Waits a moment for what is not written yet, then writes no more. */
  readonly stop: () => Promise<void>;
}

interface Options {
  /** In bytes: a file that is longer is put aside, and a new one begun. */
  readonly most?: number;
  /** So many that were put aside are kept. */
  readonly kept?: number;
  /** Told once, until lines can be written again. */
  readonly onTrouble?: (error: unknown) => void;
}

/** So much waits in memory while nothing can be written; lines beyond are lost, and counted. */
const MOST_WAITING = 1_000_000;
const TRY_AGAIN_AFTER = 500;
const AT_THE_END = 1000;

/**
 * A file that only its owner reads, to which several processes append. It is opened anew for each batch of lines: whoever
 * moves it away, logrotate for one, has to tell nobody. Nothing waits for it, and no failure of it ends anything.
 */
export function appendedFile(path: string, options: Options = {}): LineSink {
  const { most = 10 * 2 ** 20, kept = 9, onTrouble = () => undefined } = options;
  let [waiting, lost, isStopped, isTroubled] = ['', 0, false, false];
  let writing: Promise<void> | undefined;

  const writeAll = async () => {
    while (waiting !== '' && !(isStopped && isTroubled)) {
      const lines = waiting;
      waiting = '';
      try {
        await appendFile(path, (lost > 0 ? lostLine(lost) : '') + lines, { mode: 0o600 });
        [lost, isTroubled] = [0, false];
        await putAside(path, most, kept);
      } catch (error) {
        waiting = lines + waiting;
        if (!isTroubled) onTrouble(error);
        isTroubled = true;
        await sleep(TRY_AGAIN_AFTER, undefined, { ref: false });
      }
    }
    writing = undefined;
  };
  return {
    write: (line) => {
      if (waiting.length + line.length > MOST_WAITING) lost += 1;
      else waiting += line;
      if (!isStopped) writing ??= writeAll();
    },
    stop: async () => {
      isStopped = true;
      await Promise.race([writing, sleep(AT_THE_END, undefined, { ref: false })]);
    },
  };
}

/**
 * By a name of its own, whichever process does it: two that do it at once put one file more aside, and lose none. The
 * lines were written already, so that what fails here is for the next time.
 */
async function putAside(path: string, most: number, kept: number): Promise<void> {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size < most) return;
  const name = `${basename(path)}.${systemClock().toISOString().replace(/[:.]/g, '-')}`;
  await rename(path, join(dirname(path), name)).catch(() => undefined);
  const aside = (await readdir(dirname(path)).catch((): string[] => []))
    .filter((other) => other.startsWith(`${basename(path)}.2`))
    .sort();
  for (const old of aside.slice(0, -kept)) await rm(join(dirname(path), old), { force: true });
}

function lostLine(count: number): string {
  return `${JSON.stringify({ time: systemClock().toISOString(), lost: count })}\n`;
}
