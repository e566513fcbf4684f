import { write, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from './clock.js';

/** Where the log goes, and how it fares. */
export interface LogStream {
  readonly write: (line: string) => void;
  /** Since when lines cannot be written, and why; undefined while they can. */
  readonly trouble: () => LogTrouble | undefined;
  /** Gathers no more: what there is, and what comes, is written at once. */
  readonly flush: () => void;
  /** Whether a thread of this process is writing, or waits for whoever should read. */
  readonly isWriting: () => boolean;
}

export interface LogTrouble {
  readonly since: Date;
  /** As the operating system calls it: "ENOSPC" where the disk is full */
  readonly reason: string;
}

/** Lines are written together: a thread for each would cost more than the page that it is about. In ms, and characters. */
const [GATHERED_FOR, GATHERED] = [50, 32_000];
/** So much waits in memory while nothing can be written; lines beyond are lost, and counted. */
const MOST_WAITING = 1_000_000;
/** A pipe that is full for a moment is no trouble; in ms. */
const TRY_AGAIN_AFTER = 500;
const TROUBLE_AFTER = 5000;

/**
 * A log that can hold nobody up: a full disk or a reader that has stopped neither ends the process nor makes it wait. (The
 * stream that pino has throws on the one, and waits for the other without end.)
 */
export function logStream(fd: number): LogStream {
  let [waiting, lost]: [string, number] = ['', 0];
  let gathering: NodeJS.Timeout | undefined;
  let isLast = false;

  const soon = () => {
    // After a write that is under way this is asked again.
    if (writer.isUnderWay() || waiting === '') return;
    if (isLast || waiting.length >= GATHERED) next();
    // Where the process ends before, it is written at its exit.
    else gathering ??= setTimeout(next, GATHERED_FOR).unref();
  };
  const next = () => {
    clearTimeout(gathering);
    gathering = undefined;
    if (writer.isUnderWay() || waiting === '') return;
    writer.write(Buffer.from(waiting));
    waiting = '';
  };
  const writer = writerTo(fd, () => {
    if (lost > 0) waiting = `${lostLine(lost)}${waiting}`;
    lost = 0;
    soon();
  });
  process.once('exit', () => {
    if (!writer.trouble() && !writer.isWriting() && waiting !== '') attempt(() => writeSync(fd, waiting));
  });
  return {
    write: (line) => {
      if (waiting.length + line.length > MOST_WAITING) lost += 1;
      else waiting += line;
      soon();
    },
    flush: () => {
      isLast = true;
      next();
    },
    trouble: writer.trouble,
    isWriting: writer.isWriting,
  };
}

/** Writes one piece at a time, and goes on trying; `onWritten`: when the whole of it is written. */
function writerTo(fd: number, onWritten: () => void) {
  let isWriting = false;
  let underWay: { readonly bytes: Buffer; readonly since: number } | undefined;
  let trouble: LogTrouble | undefined;

  const send = (bytes: Buffer, since: number) => {
    underWay = { bytes, since };
    isWriting = true;
    write(fd, bytes, 0, bytes.length, null, (error, written) => {
      isWriting = false;
      const rest = bytes.subarray(error ? 0 : written);
      // Whether a full pipe says so or lets one wait is up to whoever else writes to it.
      if (error && error.code !== 'EAGAIN')
        trouble ??= { since: systemClock(), reason: error.code ?? error.message };
      if (error) return void setTimeout(() => send(rest, since), TRY_AGAIN_AFTER).unref();
      if (rest.length > 0) return send(rest, systemClock().getTime());
      [underWay, trouble] = [undefined, undefined];
      onWritten();
    });
  };
  return {
    write: (bytes: Buffer) => send(bytes, systemClock().getTime()),
    isUnderWay: () => underWay !== undefined,
    isWriting: () => isWriting,
    trouble: () => trouble ?? stuck(underWay?.since),
  };
}

/** A write that neither succeeds nor fails: whoever should read the pipe does not. */
function stuck(since: number | undefined): LogTrouble | undefined {
  if (since === undefined || systemClock().getTime() - since < TROUBLE_AFTER) return undefined;
  return { since: new Date(since), reason: 'nobody reads it' };
}

function lostLine(count: number): string {
  return `${JSON.stringify({ level: 40, time: systemClock().toISOString(), lost: count, msg: 'lines of the log were lost' })}\n`;
}

function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // At the end of the process nobody is left to be told.
  }
}

let standard: LogStream | undefined;

/** The one of this process. */
export function standardOutput(): LogStream {
  return (standard ??= logStream(1));
}

/** How long the last lines have at the end, in ms. */
const AT_THE_END = 1000;

/**
 * Ends the process with `code`. A process cannot end while one of its threads waits for the reader of the log: where that
 * has stopped, a signal ends it, and service managers take SIGTERM for code 0.
 */
export async function exitProcess(code: 0 | 1): Promise<void> {
  const { flush, isWriting } = standardOutput();
  flush();
  const since = performance.now();
  while (isWriting() && performance.now() - since < AT_THE_END) await sleep(20);
  if (!isWriting()) process.exit(code);
  process.removeAllListeners('SIGTERM');
  process.kill(process.pid, code === 0 ? 'SIGTERM' : 'SIGKILL');
}
