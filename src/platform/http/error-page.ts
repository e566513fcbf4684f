import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { anonymousChrome, type Federation } from '../page/chrome.js';
import {
  AppError,
  AskerLeft,
  Busy,
  EndedLink,
  ForeignRequest,
  NotFound,
  NotPossible,
  TooManyRequests,
} from '../errors.js';
import { page, type Frame } from '../page/render.js';
import { Outage } from './outages.js';
import { escapeHtml } from '../page/templates.js';
import { typedWords, type TypedText } from '../page/typed-words.js';

/** `next` says what to do; `reference` is that of the log's line. Both may be ''. `typed`: what a signed-in person typed into the form that failed. */
export interface ErrorPage extends Frame {
  message: string;
  next: string;
  reference: string;
  typed: readonly TypedText[];
}

declare module '../page/render.js' {
  interface Pages {
    error: ErrorPage;
  }
}

/** For the end of the routes: no address matched. */
export const notFoundPage: RequestHandler = () => {
  throw new NotFound('Không có trang nào ở địa chỉ này.');
};

/**
 * The one error handler. An AppError has its own status and words; an error with a 4xx `status` (a malformed
 * address, say) has that status; anything else is a 500 whose reference stands in the log beside the stack.
 * `findFederation`: for the footer of who is not signed in, which does without where it cannot be read.
 */
export function errorPage(
  log: Logger,
  findFederation: () => Promise<Federation> = () => Promise.resolve(anonymousChrome),
): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (error instanceof AskerLeft) return;
    const status = statusOf(error);
    const requestId = req.id;
    const hasLeft = req.destroyed && !req.complete;
    if (status === 500 && !hasLeft) log.error({ err: error, requestId }, 'request failed');
    // The answer has begun, or nobody is there to read it: Express closes the connection.
    if (res.headersSent || hasLeft) return next(error);
    if (error instanceof TooManyRequests || error instanceof Busy)
      res.set('Retry-After', String(Math.ceil(error.retryAfter)));
    res.set('Cache-Control', 'no-store');
    try {
      // A visitor who is not signed in gets no session for a wrong URL.
      if (!req.user)
        res.locals.chrome = { ...anonymousChrome, ...(await findFederation().catch(() => anonymousChrome)) };
      page(
        res,
        'error',
        { ...errorModel(error, status, requestId), typed: req.user ? typedWords(req.body) : [] },
        status,
      );
    } catch (failure) {
      log.error({ err: failure, requestId }, 'error page failed');
      sendPlainPage(res, requestId);
    }
  };
}

function errorModel(error: unknown, status: number, requestId: string): Omit<ErrorPage, 'typed'> {
  const words = wordsOf(error) ?? WORDS[status] ?? WORDS[400]!;
  return {
    title: words.title,
    message: error instanceof AppError ? error.message : words.message,
    next: words.next,
    reference: status === 500 ? requestId : '',
  };
}

interface Words {
  readonly title: string;
  readonly message: string;
  readonly next: string;
}

/** Of kinds that share a status with another. */
function wordsOf(error: unknown): Words | undefined {
  if (error instanceof Outage) return error;
  if (error instanceof EndedLink)
    return { title: 'Liên kết này không dùng được nữa', message: error.message, next: '' };
  if (error instanceof NotPossible)
    return {
      title: 'Không thực hiện được',
      message: 'Việc này không làm được trong tình trạng hiện nay.',
      next: 'Chưa có gì thay đổi. Hãy quay lại trang trước, tải lại và chọn việc khác.',
    };
  if (error instanceof ForeignRequest)
    return {
      title: 'Yêu cầu từ trang khác',
      message: 'Yêu cầu này được gửi từ một trang khác, nên không được nhận.',
      next: 'Hãy mở cổng ở địa chỉ của cổng rồi làm lại từ đó.',
    };
  return undefined;
}

const WORDS: Record<number, Words> = {
  400: {
    title: 'Yêu cầu không hợp lệ',
    message: 'Cổng không đọc được nội dung vừa gửi.',
    next: 'Hãy quay lại trang trước, tải lại rồi làm lại.',
  },
  403: {
    title: 'Không có quyền',
    message: 'Tài khoản của bạn không có quyền làm việc này.',
    next: 'Nếu đây là việc của bạn, hãy đề nghị người quản trị của đơn vị cấp quyền. Bạn vẫn đang đăng nhập.',
  },
  404: {
    title: 'Không tìm thấy trang',
    message: 'Không có trang nào ở địa chỉ này.',
    next: 'Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang chủ.',
  },
  409: {
    title: 'Đã có thay đổi khác',
    message: 'Có người vừa thay đổi trước bạn.',
    next: 'Hãy quay lại trang trước, tải lại để xem nội dung hiện tại rồi làm tiếp.',
  },
  413: {
    title: 'Nội dung gửi lên quá lớn',
    message: 'Nội dung gửi lên lớn hơn mức cho phép.',
    next: 'Hãy quay lại trang trước và gửi nội dung nhỏ hơn.',
  },
  422: {
    title: 'Chưa thực hiện được',
    message: 'Nội dung gửi lên chưa dùng được.',
    next: 'Hãy quay lại trang trước, sửa rồi gửi lại.',
  },
  429: {
    title: 'Quá nhiều lần thử',
    message: 'Bạn đã thử quá nhiều lần trong thời gian ngắn.',
    next: 'Hãy đợi một lúc rồi thử lại.',
  },
  500: {
    title: 'Hệ thống gặp lỗi',
    message: 'Hệ thống chưa thực hiện được yêu cầu của bạn. Lỗi đã được ghi lại.',
    next: 'Hãy thử lại sau ít phút. Nếu vẫn lỗi, hãy gọi nơi hỗ trợ ghi ở cuối trang và đọc mã tham chiếu dưới đây.',
  },
  503: {
    title: 'Hệ thống đang bận',
    message: 'Hệ thống đang có nhiều việc cùng lúc.',
    next: 'Hãy đợi khoảng 10 giây rồi thử lại.',
  },
};

function statusOf(error: unknown): number {
  if (error instanceof AppError) return error.status;
  if (!(error instanceof Error)) return 500;
  if (error instanceof URIError) return 400;
  const status = 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function sendPlainPage(res: Response, requestId: string): void {
  res.status(500).type('html').send(`<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Hệ thống gặp lỗi</title></head>
<body><h1>Hệ thống gặp lỗi</h1>
<p>Hãy thử lại sau ít phút. Nếu vẫn lỗi, hãy báo cho người quản trị kèm mã tham chiếu: ${escapeHtml(requestId)}</p>
<p><a href="/">Về trang chủ</a></p></body></html>`);
}
