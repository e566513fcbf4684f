import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ChildLimits {
  /** Data that a process may have, in KB, held by the system (RLIMIT_DATA): Node alone reserves some 600 MB and fills 60 of them. */
  readonly data: number;
  /** Of JavaScript's heap, in MB. */
  readonly heap: number;
  /** Seconds of computing, after which the system ends it whoever else is still there to do so. */
  readonly computing: number;
  /** How long one that does nothing is kept, in ms. */
  readonly idle: number;
}

/**
 * Processes that all run one program, for what may take its process with it. Each does one piece of work at a time: the
 * program answers each message with one message. One that fails, or whose work is aborted, is killed; the next piece gets
 * a new one. A queue limits how many run at once. They have nothing of the portal's environment, and give way to it.
 */
export class Children<Given extends object, Made> {
  private idle: { readonly child: ChildProcess; readonly timer: NodeJS.Timeout }[] = [];

  constructor(
    private readonly program: URL,
    private readonly limits: ChildLimits,
  ) {}

  /** What the program makes of `given`; undefined where its process ended instead. Rejects with why the work `ended`. */
  async run(given: Given, ended: AbortSignal): Promise<Made | undefined> {
    ended.throwIfAborted();
    const child = this.take();
    try {
      const made = await answerOf<Made>(child, given, ended);
      if (made !== undefined) this.keep(child);
      return made;
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Ends those that are idle; call it when no work runs. */
  stop(): void {
    for (const { child, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      child.kill('SIGKILL');
    }
  }

  private take(): ChildProcess {
    const kept = this.idle.pop();
    if (!kept) return this.start();
    clearTimeout(kept.timer);
    return kept.child;
  }

  private start(): ChildProcess {
    const { data, heap, computing } = this.limits;
    // The limits of a shell go to what it becomes. A system that has none of them is one where the portal is only developed.
    const limited = `ulimit -d ${data}; ulimit -t ${computing}; exec nice -n 10 "$0" "$@"`;
    const node = [process.execPath, `--max-old-space-size=${heap}`, fileURLToPath(this.program)];
    const child = spawn('/bin/sh', ['-c', limited, ...node], {
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => this.forget(child));
    child.on('exit', () => this.forget(child));
    return child;
  }

  /** It stays for more work, but does not keep the portal from exiting. */
  private keep(child: ChildProcess): void {
    child.unref();
    child.channel?.unref();
    const timer = setTimeout(() => child.kill('SIGKILL'), this.limits.idle).unref();
    this.idle.push({ child, timer });
  }

  private forget(child: ChildProcess): void {
    this.idle = this.idle.filter((other) => other.child !== child);
  }
}

async function answerOf<Made>(
  child: ChildProcess,
  given: object,
  ended: AbortSignal,
): Promise<Made | undefined> {
  child.ref();
  child.channel?.ref();
  const over = new AbortController();
  const signal = AbortSignal.any([ended, over.signal]);
  try {
    const gone = Promise.race([once(child, 'exit', { signal }), once(child, 'disconnect', { signal })]);
    const answer = once(child, 'message', { signal });
    // One that has just ended takes no message: its end is told by the event.
    child.send(given, () => undefined);
    const first = await Promise.race([answer, gone.then(() => undefined)]);
    return first?.[0] as Made | undefined;
  } catch {
    if (ended.aborted) throw ended.reason;
    return undefined;
  } finally {
    over.abort();
  }
}
