import type { Request } from 'express';
import { z } from 'zod';
import { checkFile, type CheckedFile } from '../../platform/files/file-kinds.js';
import { uploadsOf } from '../../platform/files/upload-storage.js';
import type { FileLimits } from '../../platform/http/body.js';
import { numberField, parseForm, refuse, type FieldError, type Parsed } from '../../platform/page/forms.js';
import { checkPicture, isPicture } from '../../platform/pictures/pictures.js';
import { MOST_PAGES, MOST_SIZE, type PagePicture } from './rules.js';

/** All that is sent at once becomes one file, so it is no more than one may be. */
export const FILES: FileLimits = { size: MOST_SIZE, count: MOST_PAGES, total: MOST_SIZE };

/** What was sent: one PDF, or pictures in the order of their pages. */
export type Sent = { readonly file: CheckedFile } | { readonly pictures: readonly PagePicture[] };

/** The ids of the files that the page showed, "12-15"; '' for none. */
const seen = z
  .string({ error: 'Thiếu số của bản đã ký đang hiện. Hãy tải lại trang rồi gửi lại.' })
  .regex(/^(?:\d{1,9}(?:-\d{1,9}){0,20})?$/, 'Số của bản đã ký không hợp lệ. Hãy tải lại trang rồi gửi lại.')
  .transform((text) => (text === '' ? [] : text.split('-').map(Number)));

export const removalForm = z.object({ seen });
export const restoringForm = z.object({ seen, before: numberField('Bản trước đó') });

const orderForm = z.object({
  seen,
  up: numberField('Trang').optional(),
  turn: numberField('Trang').optional(),
  remove: numberField('Trang').optional(),
});

/** Which page is to stand one earlier, to be turned, or to go. */
export interface Order {
  readonly seen: readonly number[];
  readonly up?: number | undefined;
  readonly turn?: number | undefined;
  readonly remove?: number | undefined;
}

export function parseOrder(body: unknown): Parsed<Order> {
  return parseForm(orderForm, body);
}

export interface Upload<What> {
  readonly seen: readonly number[];
  readonly sent: What;
}

/** A paper: one PDF, or the pictures of its pages. */
export function readPaper(req: Request): Promise<Parsed<Upload<Sent>>> {
  return readUpload(req, 'file', NOTHING, paperIn);
}

/** More pages of a paper that is photographed. */
export function readPages(req: Request): Promise<Parsed<Upload<readonly PagePicture[]>>> {
  return readUpload(req, 'page', NO_PAGE, picturesIn);
}

type Uploaded = Express.Multer.File;
type Found<What> = { readonly sent: What } | { readonly problems: readonly FieldError[] };

async function readUpload<What>(
  req: Request,
  name: string,
  nothing: FieldError,
  read: (uploads: readonly Uploaded[]) => Promise<Found<What>>,
): Promise<Parsed<Upload<What>>> {
  // A file control left empty arrives as an empty text where the body is not multipart, else as a file without a name.
  const body = Object.entries(req.body as Record<string, unknown>).filter(([field]) => field !== name);
  const posted = parseForm(removalForm, Object.fromEntries(body));
  if (!posted.ok) return posted;
  const uploads = uploadsOf(req).filter(({ originalname, size }) => originalname !== '' || size > 0);
  const isStrange = uploads.some(({ fieldname }) => fieldname !== name);
  if (isStrange) return refuse({}, STRANGE);
  const found = uploads.length === 0 ? { problems: [nothing] } : await read(uploads);
  if ('problems' in found) return refuse({}, ...found.problems);
  return { ok: true, data: { ...posted.data, sent: found.sent } };
}

const STRANGE = { field: '', message: 'Biểu mẫu không có ô tệp này. Hãy tải lại trang rồi gửi lại.' };
const NOTHING = {
  field: 'file',
  message: 'Chưa có tệp nào được chọn. Hãy chụp, hoặc chọn ảnh hay tệp PDF rồi gửi.',
};
const NO_PAGE = {
  field: 'page',
  message: 'Chưa có ảnh nào được chọn. Hãy chụp hoặc chọn ảnh của trang cần thêm.',
};
const ONE_SORT = {
  field: 'file',
  message: 'Hãy chọn một tệp PDF, hoặc các ảnh chụp; không gửi cả hai, và không gửi hai tệp PDF.',
};

async function paperIn(uploads: readonly Uploaded[]): Promise<Found<Sent>> {
  const arePictures = await Promise.all(uploads.map(isPicture));
  if (arePictures.every(Boolean)) {
    const found = await picturesIn(uploads);
    return 'problems' in found ? found : { sent: { pictures: found.sent } };
  }
  const [first, ...more] = uploads;
  if (!first || more.length > 0) return { problems: [ONE_SORT] };
  const checked = await checkFile(first, 'pdf');
  if ('file' in checked) return { sent: checked };
  return { problems: [{ field: first.fieldname, message: checked.problem }] };
}

async function picturesIn(uploads: readonly Uploaded[]): Promise<Found<PagePicture[]>> {
  const sent: PagePicture[] = [];
  const problems: FieldError[] = [];
  for (const upload of uploads) {
    const checked = await checkPicture(upload);
    if ('problem' in checked) problems.push({ field: upload.fieldname, message: checked.problem });
    else sent.push({ mediaType: checked.picture.mediaType, content: checked.picture.content });
  }
  return problems.length > 0 ? { problems } : { sent };
}
