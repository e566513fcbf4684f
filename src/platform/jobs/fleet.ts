import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { StopPatience } from '../http/drain.js';

/** What a process of the fleet is told; it says 'ready' when it serves. */
export type Word = 'leave' | { readonly stop: StopPatience };

/** How long a process that begins may take until it serves, in ms: it may be migrating a large database. */
const LONGEST_START = 20 * 60_000;
/** One that is replaced finishes what it has, however slow the line of who sends or reads it. */
const REPLACED: StopPatience = { idle: 5000, running: 10 * 60_000 };
/** So long the next is not replaced yet, in ms. */
const BETWEEN = 30_000;
/** Beyond its patience, a process that stops may take so long for its jobs, in ms. */
const FOR_JOBS = 15_000;
/** Between a process that has ended unasked and the next, in ms: twice as long each time, until one has lasted. */
const [SHORTEST_PAUSE, LONGEST_PAUSE, LASTED] = [100, 15_000, 60_000];

/**
 * Several processes of one program that listen on one port. One that ends unasked is replaced; `reload` replaces all, with what
 * the program is on disk by then, and no request is lost.
 */
export class Fleet {
  /** Those that serve; one that is to end is taken out first. */
  readonly serving = new Set<Worker>();
  private readonly starting = new Set<Worker>();
  private readonly all = new Set<Worker>();
  private reloading: Promise<void> | undefined;
  private isStopping = false;
  private pause = SHORTEST_PAUSE;

  /** `environment`: what a process that begins now is given beside the environment of this one. */
  constructor(
    private readonly size: number,
    private readonly log: Logger,
    private readonly environment: () => Record<string, string> = () => ({}),
  ) {
    process.once('exit', () => {
      for (const { process: child } of this.all) child.kill('SIGKILL');
    });
  }

  /** False where one does not come up, which has said why: then none is left. The first is alone until it serves. */
  async start(): Promise<boolean> {
    const isUp =
      (await this.begin()) &&
      (await Promise.all(Array.from({ length: this.size - 1 }, () => this.begin()))).every(Boolean);
    if (!isUp) await this.stop({ idle: 0, running: 0 });
    return Boolean(isUp);
  }

  /** Of two at once the second begins when the first has ended: it may have been begun for what is newer. */
  async reload(): Promise<void> {
    const before = this.reloading ?? Promise.resolve();
    const mine = before.then(() => this.replaceAll());
    this.reloading = mine;
    await mine;
  }

  leave(): void {
    for (const worker of this.serving) tell(worker, 'leave');
  }

  /** Resolves when no process is left. One that is being replaced finishes what it has, as long as that is. */
  async stop(patience: StopPatience): Promise<void> {
    this.isStopping = true;
    for (const { process: child } of this.starting) child.kill('SIGKILL');
    const ends = [...this.all].map((worker) =>
      this.serving.has(worker) ? this.retire(worker, patience) : untilEnded(worker, patience),
    );
    await Promise.all(ends);
  }

  /** One more; undefined where it does not come up. */
  private async begin(): Promise<Worker | undefined> {
    const worker = cluster.fork(this.environment());
    this.all.add(worker);
    this.starting.add(worker);
    worker.once('exit', () => this.all.delete(worker));
    worker.on('error', ({ message }) => {
      this.log.error({ reason: message }, 'a process cannot be made, or told');
    });
    const isUp = await isReady(worker);
    this.starting.delete(worker);
    if (!isUp) {
      this.all.delete(worker);
      worker.process.kill('SIGKILL');
      return undefined;
    }
    const since = performance.now();
    this.serving.add(worker);
    worker.once('exit', (code: number | null, signal: string | null) => {
      if (!this.serving.delete(worker) || this.isStopping) return;
      if (performance.now() - since > LASTED) this.pause = SHORTEST_PAUSE;
      this.log.error({ code, signal }, 'a process has ended; another one is started');
      void this.restart();
    });
    return worker;
  }

  private async restart(): Promise<void> {
    await sleep(this.pause);
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    if (this.isStopping || (await this.begin())) return;
    this.log.error('a process does not start; it is tried again');
    await this.restart();
  }

  private async replaceAll(): Promise<void> {
    for (const worker of [...this.serving]) {
      if (this.isStopping) return;
      // It has ended meanwhile, and another one has been started.
      if (!this.serving.has(worker)) continue;
      if (!(await this.begin())) {
        this.log.error('reload: the new release does not start; the processes of before go on serving');
        return;
      }
      await Promise.race([this.retire(worker, REPLACED), sleep(BETWEEN, undefined, { ref: false })]);
    }
    this.log.info({ processes: this.serving.size }, 'reload: all processes are new');
  }

  private async retire(worker: Worker, patience: StopPatience): Promise<void> {
    this.serving.delete(worker);
    tell(worker, { stop: patience });
    await untilEnded(worker, patience);
  }
}

async function untilEnded(worker: Worker, { idle, running }: StopPatience): Promise<void> {
  if (worker.isDead()) return;
  const ended = once(worker, 'exit');
  const impatient = setTimeout(() => worker.process.kill('SIGKILL'), idle + running + FOR_JOBS);
  await ended;
  clearTimeout(impatient);
}

/** One that is just ending hears nothing. */
function tell(worker: Worker, word: Word): void {
  if (worker.isConnected()) worker.send(word, () => undefined);
}

/** False where it ends instead, or takes too long. */
async function isReady(worker: Worker): Promise<boolean> {
  const heard = new AbortController();
  const { signal } = heard;
  const tooLate = setTimeout(() => worker.process.kill('SIGKILL'), LONGEST_START);
  // Both are rejected when it cannot even be made, and when the other has been heard.
  const no = () => false;
  const ready = once(worker, 'message', { signal }).then(() => true, no);
  const answer = await Promise.race([ready, once(worker, 'exit', { signal }).then(no, no)]);
  clearTimeout(tooLate);
  heard.abort();
  return answer;
}
