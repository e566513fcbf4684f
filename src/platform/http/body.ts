import { urlencoded, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { BadRequest, TooLarge } from '../errors.js';
import { removeUploads, uploadStorage, uploadsOf } from '../files/upload-storage.js';
import type { Scan } from '../files/virus-scan.js';

/** `size` in bytes a file, `count` files a request; `total`: bytes of all of them, where that is less than both allow. */
export interface FileLimits {
  size: number;
  count: number;
  total?: number;
}

const FIELDS = { fields: 500, fieldSize: 1_000_000, fieldNameSize: 200, parts: 600 };
const parseUrlencoded: RequestHandler = urlencoded({ extended: false, limit: '2mb', parameterLimit: 500 });

/** Reads the body of an unsafe request into `req.body` (and `req.files`); refuses kinds the route does not take. */
export function receiveBody(files?: FileLimits): RequestHandler {
  const parseMultipart = multer({
    storage: uploadStorage,
    defParamCharset: 'utf8',
    limits: { ...FIELDS, fileSize: files?.size ?? 0, files: files?.count ?? 0 },
    // Files of somebody who is not signed in are skipped, not stored.
    fileFilter: (req, _file, accept) => accept(null, req.user !== undefined),
  }).any();
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    const settle = (error?: unknown) => {
      if (error) return next(bodyError(error, files));
      const body = flatBody(req.body as Record<string, unknown> | undefined);
      // Never left as it was: the error page looks through it, too.
      req.body = body ?? {};
      if (!body) return next(new BadRequest(STRANGE_NAME));
      next();
    };
    if (req.is('multipart/form-data')) {
      if (!files) return next(new BadRequest('Trang này không nhận tệp.'));
      if (isOverTotal(req, files)) return refuseWhole(req, files, next);
      res.once('close', () => void afterWork(res).then(() => removeUploads(req)));
      parseMultipart(req, res, (error: unknown) => {
        if (error) return settle(error);
        scanned(req).then(() => settle(), settle);
      });
      return;
    }
    parseUrlencoded(req, res, settle);
  };
}

/** Files go when nobody reads them any more: a visitor may leave before what was sent is kept. */
async function afterWork(res: Response): Promise<void> {
  await Promise.resolve(res.locals['work']).catch(() => undefined);
}

/** Whatever a file is for, it is looked at here; who reads it says what became of that. */
async function scanned(req: Request): Promise<void> {
  const scan = req.app.get('scan') as Scan | undefined;
  if (scan) await scan(req, uploadsOf(req));
}

/** What stands around the files in a body. */
const AROUND = 200_000;

/** A browser says how long its body is; what does not is not let in where that matters. */
function isOverTotal(req: Request, { total }: FileLimits): boolean {
  return total !== undefined && Number(req.get('content-length') ?? Infinity) > total + AROUND;
}

/** Lets the body pass unread: a browser hears no answer before it has sent all. */
function refuseWhole(req: Request, { total = 0 }: FileLimits, next: NextFunction): void {
  const message = `Các tệp gửi cùng lúc lớn hơn ${total / 1_000_000} MB. Hãy gửi ít tệp hơn mỗi lần, hoặc chọn cỡ ảnh nhỏ hơn.`;
  req.resume().once('end', () => next(new TooLarge(message)));
}

const STRANGE_NAME = 'Máy chủ không hiểu tên của một ô gửi lên. Hãy tải lại trang rồi gửi lại.';

/**
 * The posted texts by name; a repeated name has its texts in a list. Undefined where a name has brackets: multer reads
 * them as nested structures, however deep and however large the index, and no form here has any.
 */
function flatBody(body: Record<string, unknown> = {}): Record<string, string | string[]> | undefined {
  const flat: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(body)) {
    const texts = Array.isArray(value) ? Object.values(value as unknown[]) : [value];
    const isSparse = Array.isArray(value) && value.length !== texts.length;
    if (isSparse || !texts.every(isText)) return undefined;
    flat[name] = typeof value === 'string' ? value : texts;
  }
  return flat;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function bodyError(error: unknown, files?: FileLimits): unknown {
  if (error instanceof multer.MulterError) return new TooLarge(uploadProblem(error.code, files));
  if (!(error instanceof Error)) return error;
  const type = 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large' || type === 'parameters.too.many')
    return new TooLarge('Nội dung gửi lên lớn hơn mức cho phép (2 MB).');
  return new BadRequest('Máy chủ không đọc được nội dung gửi lên. Hãy gửi lại.');
}

function uploadProblem(code: string, files: FileLimits = { size: 0, count: 0 }): string {
  if (code === 'LIMIT_FILE_SIZE')
    return `Tệp lớn hơn ${files.size / 1_000_000} MB. Hãy nén hoặc tách tệp rồi gửi lại.`;
  if (code === 'LIMIT_FILE_COUNT') return `Mỗi lần gửi tối đa ${files.count} tệp.`;
  return 'Nội dung gửi lên lớn hơn mức cho phép.';
}
