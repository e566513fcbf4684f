import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * A pool of threads that all run one program. Each does one piece of work at a time: the program answers each message
 * with one message. A thread that fails, or whose work is aborted, is ended; the next piece of work gets a new one. The
 * pool has no limit of its own, since a queue limits how many pieces run at once.
 */
export class Threads<Given, Made> {
  private idle: Worker[] = [];

  /** `memory`: that a thread's heap may take, in MB. */
  constructor(
    private readonly program: URL,
    private readonly memory: number,
  ) {}

  /** What the program makes of `given`; both are copied. Rejects with what the thread failed with, or why it `ended`. */
  async run(given: Given, ended: AbortSignal): Promise<Made> {
    ended.throwIfAborted();
    const worker = this.idle.pop() ?? this.start();
    try {
      const made = await answerOf<Made>(worker, given, ended);
      this.keep(worker);
      return made;
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  /** Ends the threads that are idle; call it when no work runs. */
  async stop(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }

  private start(): Worker {
    const worker = new Worker(this.program, { resourceLimits: { maxOldGenerationSizeMb: this.memory } });
    // Heard here too, since a thread may also fail while it is idle.
    worker.on('error', () => this.forget(worker));
    worker.on('exit', () => this.forget(worker));
    return worker;
  }

  /** The thread stays for more work, but does not keep the process from exiting. */
  private keep(worker: Worker): void {
    worker.unref();
    this.idle.push(worker);
  }

  private forget(worker: Worker): void {
    this.idle = this.idle.filter((other) => other !== worker);
  }
}

/** What a thread answers to `given`; rejects where that cannot be copied, and where the thread fails or ends before it answers. */
async function answerOf<Made>(worker: Worker, given: unknown, ended: AbortSignal): Promise<Made> {
  worker.ref();
  const over = new AbortController();
  const signal = AbortSignal.any([ended, over.signal]);
  try {
    worker.postMessage(given);
    // `once` rejects with what an 'error' event brings.
    const exit = once(worker, 'exit', { signal }).then(() => {
      throw new Error('a thread ended in the middle of its work');
    });
    const [made] = (await Promise.race([once(worker, 'message', { signal }), exit])) as [Made];
    return made;
  } catch (error) {
    throw ended.aborted ? ended.reason : error;
  } finally {
    over.abort();
  }
}
