import type { Request } from 'express';
import { z } from 'zod';
import { Busy, TooManyRequests } from '../platform/errors.js';
import { checkFile, PDF, type CheckedFile } from '../platform/files/file-kinds.js';
import type { PdfReader } from '../platform/files/pdf-reader.js';
import { uploadsOf, type Upload } from '../platform/files/upload-storage.js';
import { askerKey } from '../platform/http/asker.js';
import { formatDay } from '../platform/text/format.js';
import {
  choiceField,
  dayField,
  lineField,
  numberField,
  optionalLine,
  optionalText,
  parseForm,
  postedValues,
  refuse,
  tickField,
  type Parsed,
  type Values,
} from '../platform/page/forms.js';
import { readId } from '../platform/text/numbers.js';
import { cleanLine, fold } from '../platform/text/text.js';
import type { NewFile } from './commands.js';
import type { DocumentRow } from './finders.js';
import { documentKindNames, documentKinds, type DocumentContent, type DocumentQuery } from './rules.js';

export const DOCUMENT_FILES = { size: 20 * 1024 * 1024, count: 1 };

const yearField = optionalLine('Năm', 4)
  .pipe(z.string().regex(/^(?:2\d{3})?$/, 'Năm phải gồm bốn chữ số, ví dụ 2026.'))
  .transform((text) => (text === '' ? null : Number(text)));

const documentForm = z.object({
  version: numberField('Số phiên bản'),
  kind: choiceField('Loại văn bản', documentKindNames),
  about: lineField('Trích yếu', 500),
  number: lineField('Số', 20),
  symbol: lineField('Ký hiệu', 60),
  date: dayField('Ngày ban hành'),
  issuer: lineField('Cơ quan ban hành', 200),
  year: yearField,
  text: optionalText('Toàn văn', 200_000),
  file: z.literal('').optional(),
  removeFile: tickField('Lựa chọn bỏ tệp không hợp lệ.'),
});

export interface PostedDocument {
  readonly version: number;
  readonly content: DocumentContent;
  readonly file: NewFile;
}

/** What was posted of a document, with its file where one was chosen. */
export async function parseDocument(pdfs: PdfReader, req: Request): Promise<Parsed<PostedDocument>> {
  const posted = parseForm(documentForm, req.body);
  const { file, problem } = await uploaded(pdfs, req);
  const wrong = problem === undefined ? [] : [{ field: 'file', message: problem }];
  if (!posted.ok) return refuse(postedValues(req.body), ...posted.form.errors, ...wrong);
  const { version, file: _file, removeFile, ...content } = posted.data;
  const isYearless = content.kind === 'THEME' && content.year === null;
  if (isYearless || problem)
    return refuse(postedValues(req.body), ...(isYearless ? [YEARLESS] : []), ...wrong);
  return { ok: true, data: { version, content, file: file ?? (removeFile ? null : undefined) } };
}

const YEARLESS = { field: 'year', message: 'Chuyên đề hằng năm phải có năm. Hãy nhập năm.' };

interface Uploaded {
  readonly file?: CheckedFile;
  readonly problem?: string;
}

async function uploaded(pdfs: PdfReader, req: Request): Promise<Uploaded> {
  // A file control left empty arrives as a file without a name.
  const upload = uploadsOf(req).find(({ originalname, size }) => originalname !== '' || size > 0);
  if (!upload) return {};
  const checked = await checkFile(upload, 'any');
  if ('problem' in checked || checked.file.mediaType !== PDF) return checked;
  const problem = await whyNotPublic(pdfs, req, upload, checked.file.name);
  return problem === undefined ? checked : { problem };
}

/** Anybody opens it, and trusts who published it: it does nothing but be read. */
async function whyNotPublic(
  pdfs: PdfReader,
  req: Request,
  { path }: Upload,
  name: string,
): Promise<string | undefined> {
  try {
    const risk = await pdfs.risk({ key: askerKey(req) }, path);
    return risk === null ? undefined : `Tệp “${name}” ${RISKS[risk]} Hãy in lại thành PDF rồi gửi tệp mới.`;
  } catch (error) {
    if (!(error instanceof Busy || error instanceof TooManyRequests)) throw error;
    return `Hệ thống đang bận nên chưa kiểm tra được tệp “${name}”. Hãy chọn lại tệp rồi gửi sau ít phút.`;
  }
}

const RISKS = {
  code: 'có mã chạy bên trong (JavaScript hoặc lệnh mở chương trình khác) nên không công bố được.',
  closed: 'có mật khẩu hoặc bị khóa, không kiểm tra được bên trong nên không công bố được.',
};

/** A document as the form shows it. */
export function documentValues(document: DocumentRow): Values {
  const { kind, about, number, symbol, date, issuer, year, text } = document;
  return { kind, about, number, symbol, date: formatDay(date), issuer, year: String(year ?? ''), text };
}

/** Of the address what it asks for; what makes no sense is not asked for. */
export function readQuery({ loai, nam, q, sau }: Readonly<Record<string, unknown>>): DocumentQuery {
  const typed = typeof q === 'string' ? cleanLine(q).slice(0, 200).toWellFormed() : '';
  return {
    kind: documentKindNames.find((kind) => documentKinds[kind].slug === loai),
    year: typeof nam === 'string' && /^2\d{3}$/.test(nam) ? Number(nam) : undefined,
    words: fold(typed),
    typed,
    after: readId(sau),
  };
}
