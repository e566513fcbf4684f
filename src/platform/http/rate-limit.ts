import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '../postgres/db.js';
import { TooManyRequests } from '../errors.js';
import { digest } from '../text/digest.js';

export interface Allowance {
  /** Names the counter: "sign-in-name". */
  readonly name: string;
  readonly attempts: number;
  /** Both the time in which attempts are counted and how long the block lasts. */
  readonly seconds: number;
}

/** Counts attempts by key in the database, so that all processes share the count. */
export interface Limiter {
  /** Counts one attempt; throws TooManyRequests where no more are allowed. Call it before the attempt. */
  take(key: string): Promise<void>;
  /** Takes the count of a key back to nothing. */
  reset(key: string): Promise<void>;
  /** Takes one attempt back, after it succeeded. */
  giveBack(key: string): Promise<void>;
}

export function limiter(db: Db, { name, attempts, seconds }: Allowance): Limiter {
  const rows = new RateLimiterPostgres({
    storeClient: { query: (query: Query) => runQuery(db, query) },
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points: attempts,
    duration: seconds,
    blockDuration: seconds,
    // src/pruning sees to what is over, in batches.
    clearExpiredByTimeout: false,
  });
  return {
    take: async (key) => {
      await rows.consume(digest(key)).catch(refuse);
    },
    reset: async (key) => {
      await rows.delete(digest(key));
    },
    giveBack: async (key) => {
      await rows.reward(digest(key));
    },
  };
}

interface Query {
  text: string;
  values: (string | number | null)[];
}

async function runQuery(db: Db, { text, values }: Query) {
  const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
  // bigint columns arrive as BigInt, which the library would subtract from a number.
  const plain = rows.map((row) => ({
    ...row,
    ...('expire' in row ? { expire: Number(row['expire']) } : {}),
  }));
  return { rows: plain, rowCount: plain.length };
}

/** Takes every count of an allowance back to nothing, whosever it is. */
export async function forgetAttempts(db: Pick<Db, 'rateLimit'>, { name }: Allowance): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: { startsWith: `${name}:` } } });
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  throw tooManyTries(reason.msBeforeNext / 1000);
}

/** Says for how long to wait, in seconds, after what has happened. */
export function tooManyTries(wait: number, happened = 'Bạn đã thử quá nhiều lần.'): TooManyRequests {
  const seconds = Math.max(1, Math.ceil(wait));
  return new TooManyRequests(`${happened} ${waitWords(seconds)}`, seconds);
}

export function waitWords(seconds: number): string {
  return `Hãy đợi khoảng ${Math.ceil(seconds / 60)} phút rồi thử lại.`;
}
