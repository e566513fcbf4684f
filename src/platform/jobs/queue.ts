import { AskerLeft, Busy, TooManyRequests } from '../errors.js';

/** Who asks for slow work. The limit per asker counts by `key`: an account or an IP address. `gone` aborts when the client has left. */
export interface Asker {
  readonly key: string;
  readonly gone?: AbortSignal;
}

export interface QueueLimits {
  /** How many pieces of work run at once. */
  readonly atOnce: number;
  /** How many may wait for their turn. */
  readonly waiting: number;
  /** How many pieces one asker may have, running and waiting together. */
  readonly perAsker: number;
  /** How long one piece may run, in ms. */
  readonly time: number;
}

/** What the portal allows: at some tenths of a second for most documents, the last in line waits for ten seconds. */
export const SLOW_WORK: QueueLimits = { atOnce: 2, waiting: 60, perAsker: 12, time: 30_000 };

/** Retry-After of a full queue, in seconds: by then many of those who wait have been served. */
const RETRY_AFTER = 10;

interface Piece {
  readonly key: string;
  /** Does the work; resolves when it has ended, in whatever way. */
  readonly begin: () => Promise<void>;
  readonly ending: AbortController;
}

/** All slow work of this process: few pieces at once, few waiting, each asker in turn. */
export class Queue {
  /** Those who wait, by asker, in the order of their turns. */
  private readonly lines = new Map<string, Piece[]>();
  private readonly running = new Map<Piece, Promise<void>>();
  private isStopping = false;

  constructor(private readonly limits: QueueLimits) {}

  /**
   * Does `work` when its turn comes, and answers as it does. Rejects with Busy (the queue is full, or stops),
   * TooManyRequests (this asker has enough in it), AskerLeft, or TookTooLong. `ended` tells the work that its answer is
   * no longer wanted: it keeps its place until it has ended, so it should do that soon.
   */
  run<T>(asker: Asker, work: (ended: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.refuseTooMany(asker);
      const ending = new AbortController();
      // What it throws before it awaits anything is a rejection too.
      const doing = async () => work(ending.signal);
      const begin = async () => {
        const timer = setTimeout(() => ending.abort(new TookTooLong()), this.limits.time);
        await doing().then(resolve, reject);
        clearTimeout(timer);
      };
      const piece = { key: asker.key, begin, ending };
      ending.signal.addEventListener('abort', () => {
        this.leaveLine(piece);
        reject(ending.signal.reason as Error);
      });
      asker.gone?.addEventListener('abort', () => ending.abort(new AskerLeft()));
      this.lines.set(asker.key, [...(this.lines.get(asker.key) ?? []), piece]);
      this.beginNext();
    });
  }

  /** Refuses waiting and new work, tells running work to end, and resolves when it has. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const all = [...[...this.lines.values()].flat(), ...this.running.keys()];
    for (const { ending } of all) ending.abort(new Busy(STOPPING, RETRY_AFTER));
    await Promise.all(this.running.values());
  }

  private refuseTooMany({ key, gone }: Asker): void {
    if (this.isStopping) throw new Busy(STOPPING, RETRY_AFTER);
    if (gone?.aborted) throw new AskerLeft();
    const line = this.lines.get(key)?.length ?? 0;
    const theirs = line + [...this.running.keys()].filter((piece) => piece.key === key).length;
    if (theirs >= this.limits.perAsker) throw new TooManyRequests(TOO_MANY, RETRY_AFTER);
    const waiting = [...this.lines.values()].flat().length;
    const room = this.limits.waiting + this.limits.atOnce - this.running.size;
    if (waiting >= room) throw new Busy(FULL, RETRY_AFTER);
  }

  private beginNext(): void {
    const [next] = this.lines.values().next().value ?? [];
    if (!next || this.running.size >= this.limits.atOnce) return;
    this.leaveLine(next);
    // An asker who has just had a turn goes to the end of the line.
    const rest = this.lines.get(next.key);
    this.lines.delete(next.key);
    if (rest) this.lines.set(next.key, rest);
    const ended = next.begin().then(() => {
      this.running.delete(next);
      this.beginNext();
    });
    this.running.set(next, ended);
  }

  private leaveLine(piece: Piece): void {
    const rest = this.lines.get(piece.key)?.filter((other) => other !== piece) ?? [];
    if (rest.length > 0) this.lines.set(piece.key, rest);
    else this.lines.delete(piece.key);
  }
}

/** A piece of work that ran longer than it may: a fault of the portal, which the log tells of. */
export class TookTooLong extends Error {
  override readonly message = 'slow work took longer than it may';
}

const FULL = 'Hệ thống đang tạo nhiều tệp cùng lúc nên chưa làm được việc này.';
const TOO_MANY = 'Bạn đang chờ nhiều tệp cùng lúc. Hãy đợi các tệp ấy xong rồi tải tiếp.';
const STOPPING = 'Hệ thống đang khởi động lại nên chưa làm được việc này.';
