import { addressKey } from './address-key.js';
import type { Request } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequests } from '../errors.js';

/** What one address may ask for in a minute. An office has one address, and so may a province's telephones: it is generous. */
const MOST = 300;
const SECONDS = 60;

/** What an answer costs that is made for this one visitor. */
const COSTS = { search: 1, feed: 1, document: 5 } as const;

/** Counts what strangers' addresses ask of this process; the app has it as 'strangers'. */
export function strangerCounter(most = MOST): RateLimiterMemory {
  return new RateLimiterMemory({ points: most, duration: SECONDS });
}

/** Call it before an answer that costs. TooManyRequests where the visitor's address has asked for enough. */
export async function countStranger(req: Request, what: keyof typeof COSTS): Promise<void> {
  const counter = req.app.get('strangers') as RateLimiterMemory;
  try {
    await counter.consume(addressKey(req.ip), COSTS[what]);
  } catch (reached) {
    const seconds = Math.max(1, Math.ceil((reached as RateLimiterRes).msBeforeNext / 1000));
    throw new TooManyRequests(
      `Từ địa chỉ mạng của bạn có quá nhiều yêu cầu trong một phút. Hãy đợi ${seconds} giây rồi thử lại.`,
      seconds,
    );
  }
}
