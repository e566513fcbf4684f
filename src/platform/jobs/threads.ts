import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Threads that run one program, each one piece of work at a time, and stay for the next: the program answers each
 * message with one. A thread that fails, or whose work is no longer wanted, ends with its piece; the next piece gets
 * another. There are as many as pieces were ever done at once, which a queue bounds.
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
      const answer = answerOf<Made>(worker, ended);
      worker.postMessage(given);
      const made = await answer;
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

  /** It waits for more, but the process does not wait for it. */
  private keep(worker: Worker): void {
    worker.unref();
    this.idle.push(worker);
  }

  private forget(worker: Worker): void {
    this.idle = this.idle.filter((other) => other !== worker);
  }
}

/** The next message of a thread; rejects where it fails or ends before that. */
async function answerOf<Made>(worker: Worker, ended: AbortSignal): Promise<Made> {
  worker.ref();
  const over = new AbortController();
  const signal = AbortSignal.any([ended, over.signal]);
  try {
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
