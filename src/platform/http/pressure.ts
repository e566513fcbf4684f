import type { Request, RequestHandler, Response } from 'express';
import { repeat, type Job } from '../jobs/jobs.js';
import { anonymousChrome } from '../page/chrome.js';
import { page } from '../page/render.js';

export interface PressureLimits {
  /** How many requests that are whole may wait for their answer in this process. */
  readonly waiting: number;
  /** How late this process may come to what it has to do, in ms. */
  readonly late: number;
}

/** What one process bears: of pages at some tens a second, the last in line waits for a few seconds. */
export const BEARABLE: PressureLimits = { waiting: 150, late: 2000 };

/** By so much more is borne of what somebody has typed than of what somebody wants to read. */
const FOR_WRITES = 2;
/** How often lateness is measured, in ms, and how much one measure says: a single hold sheds nobody, one that lasts does. */
const [EVERY, WEIGHT] = [250, 0.2];
/** Retry-After, in seconds: not all come back at once. */
const [SOONEST, SPREAD] = [5, 10];

/**
 * Sheds what cannot be borne before all become slow: 503 with Retry-After, at once, for as long as too many wait or the process
 * is late. It stands behind what is answered from memory, which goes on.
 */
export class Pressure {
  private readonly asked = new Map<Request, Response>();
  private late = 0;

  constructor(private readonly limits: PressureLimits) {}

  /** Measures how late this process is, until it is stopped. */
  watch(): Job {
    let before = performance.now();
    return repeat(() => {
      const now = performance.now();
      this.noteLate(Math.max(0, now - before - EVERY));
      before = now;
      return Promise.resolve();
    }, EVERY);
  }

  /** `late`: how late it was this time, in ms. */
  noteLate(late: number): void {
    this.late += (late - this.late) * WEIGHT;
  }

  readonly handler: RequestHandler = (req, res, next) => {
    const share = isReading(req) ? 1 : FOR_WRITES;
    if (this.waiting() >= this.limits.waiting * share || this.late > this.limits.late * share)
      return refuse(res, SOONEST + Math.floor(Math.random() * SPREAD));
    this.asked.set(req, res);
    res.once('close', () => this.asked.delete(req));
    next();
  };

  /** Those that are still being sent by the visitor, or are being sent to one, cost nothing to wait for. */
  private waiting(): number {
    let waiting = 0;
    for (const [req, res] of this.asked) if (req.complete && !res.headersSent) waiting += 1;
    return waiting;
  }
}

/** Of memory alone: to ask the database for the footer would be one more that waits for it. */
function refuse(res: Response, seconds: number): void {
  res.set({ 'Retry-After': String(seconds), 'Cache-Control': 'no-store' });
  res.locals.chrome = anonymousChrome;
  const again = `đợi khoảng ${seconds} giây rồi tải lại trang này`;
  const next = isReading(res.req)
    ? `Hãy ${again}.`
    : `Nội dung vừa gửi chưa được lưu. Đừng đóng trang: hãy ${again}, trình duyệt sẽ hỏi và gửi lại đúng nội dung ấy.`;
  const title = 'Hệ thống đang quá tải';
  const message = 'Đang có quá nhiều người cùng dùng cổng nên yêu cầu này chưa được nhận.';
  page(res, 'error', { title, message, next, reference: '', typed: [] }, 503);
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}
