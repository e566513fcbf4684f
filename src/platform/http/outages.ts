import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { anonymousChrome, type Federation } from '../page/chrome.js';
import { AppError } from '../errors.js';
import { StaleToken } from './security.js';
import { databaseFailure, type DatabaseFailure } from '../postgres/failures.js';

/** Something beneath the portal fails: what nobody did wrong, and what works again by itself or by the operator's hand. */
export class Outage extends AppError {
  readonly status: number;
  /** In seconds */
  readonly retryAfter: number;
  readonly title: string;
  readonly next: string;

  constructor({ status = 503, title, message, next, retryAfter }: OutageWords) {
    super(message);
    [this.status, this.title, this.next, this.retryAfter] = [status, title, next, retryAfter];
  }
}

interface OutageWords {
  readonly status?: 503 | 507;
  readonly title: string;
  readonly message: string;
  readonly next: string;
  readonly retryAfter: number;
}

/**
 * For the beginning of the error handlers: a failure of the database goes on as an Outage, told to the log, and its answer
 * says when to come again.
 */
export function outages(
  log: Logger,
  findFederation: () => Promise<Federation>,
  isReadOnly: () => Promise<boolean>,
): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    const outage = outageOf(error) ?? (await outageBehind(error, isReadOnly));
    if (!outage) return next(error);
    if (outage !== error) log.warn({ err: error, requestId: req.id }, 'a request could not be served');
    // What comes after an answer, such as its session that could not be kept, does not break that off.
    if (res.writableEnded) return;
    if (!res.headersSent) res.set({ 'Retry-After': String(outage.retryAfter), 'Cache-Control': 'no-store' });
    // It may have failed before it was known who asks.
    res.locals.chrome ??= { ...anonymousChrome, ...(await findFederation().catch(() => anonymousChrome)) };
    next(outage);
  };
}

/** What to tell whoever asked, where `error` is a failure of the database; undefined for anything else. */
export function outageOf(error: unknown): Outage | undefined {
  if (error instanceof Outage) return error;
  const failure = databaseFailure(error);
  return failure && new Outage(WORDS[failure]);
}

/** Where no session can be kept, each form looks as if its page had been open too long. */
async function outageBehind(error: unknown, isReadOnly: () => Promise<boolean>): Promise<Outage | undefined> {
  if (!(error instanceof StaleToken) || !(await isReadOnly().catch(() => false))) return undefined;
  return new Outage(WORDS['read-only']);
}

/** `now` finds; `known` answers with what was found last where the database fails just now. */
export function remembering<T>(find: () => Promise<T>): { now: () => Promise<T>; known: () => Promise<T> } {
  let last: { readonly found: T } | undefined;
  const now = async () => {
    last = { found: await find() };
    return last.found;
  };
  const known = () =>
    now().catch((error: unknown) => {
      if (!last || !outageOf(error)) throw error;
      return last.found;
    });
  return { now, known };
}

export const DISK_FULL: OutageWords = {
  status: 507,
  title: 'Sắp hết chỗ lưu trữ',
  message: 'Máy chủ sắp hết chỗ lưu trữ, nên cổng tạm thời không nhận thêm nội dung.',
  next: 'Nội dung đã lưu vẫn còn nguyên và vẫn xem được. Hãy báo cho nơi hỗ trợ ghi ở cuối trang.',
  retryAfter: 300,
};

const WORDS: Readonly<Record<DatabaseFailure, OutageWords>> = {
  locked: {
    title: 'Hệ thống đang bận',
    message: 'Một việc khác đang giữ dữ liệu này, nên việc của bạn chưa làm được.',
    next: 'Chưa có gì thay đổi. Hãy đợi khoảng 10 giây rồi thử lại.',
    retryAfter: 10,
  },
  slow: {
    title: 'Hệ thống đang bận',
    message: 'Việc này mất quá nhiều thời gian nên hệ thống đã dừng lại.',
    next: 'Chưa có gì thay đổi. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy gọi nơi hỗ trợ ghi ở cuối trang.',
    retryAfter: 30,
  },
  crowded: {
    title: 'Hệ thống đang bận',
    message: 'Hệ thống đang có nhiều việc cùng lúc.',
    next: 'Chưa có gì thay đổi. Hãy đợi khoảng 10 giây rồi thử lại.',
    retryAfter: 10,
  },
  down: {
    title: 'Cổng tạm ngừng',
    message: 'Cổng tạm thời không đọc được dữ liệu.',
    next: 'Nội dung đã lưu vẫn còn nguyên. Hãy thử lại sau ít phút; trong lúc chờ, các trang hướng dẫn vẫn xem được.',
    retryAfter: 30,
  },
  'read-only': {
    title: 'Cổng đang chỉ xem được',
    message:
      'Cơ sở dữ liệu đang ở chế độ chỉ đọc, nên cổng chưa ghi nhận được nội dung mới và chưa đăng nhập được.',
    next: 'Nội dung đã lưu vẫn còn nguyên. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy gọi nơi hỗ trợ ghi ở cuối trang.',
    retryAfter: 60,
  },
  full: DISK_FULL,
};
