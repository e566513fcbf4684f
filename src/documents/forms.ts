import type { Request } from 'express';
import { z } from 'zod';
import { checkFile, type CheckedFile } from '../platform/files/file-kinds.js';
import { uploadsOf } from '../platform/files/upload-storage.js';
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
export async function parseDocument(req: Request): Promise<Parsed<PostedDocument>> {
  const posted = parseForm(documentForm, req.body);
  const { file, problem } = await uploaded(req);
  const wrong = problem === undefined ? [] : [{ field: 'file', message: problem }];
  if (!posted.ok) return refuse(postedValues(req.body), ...posted.form.errors, ...wrong);
  const { version, file: _file, removeFile, ...content } = posted.data;
  const isYearless = content.kind === 'THEME' && content.year === null;
  if (isYearless || problem)
    return refuse(postedValues(req.body), ...(isYearless ? [YEARLESS] : []), ...wrong);
  return { ok: true, data: { version, content, file: file ?? (removeFile ? null : undefined) } };
}

const YEARLESS = { field: 'year', message: 'Chuyên đề hằng năm phải có năm. Hãy nhập năm.' };

async function uploaded(req: Request): Promise<{ file?: CheckedFile; problem?: string }> {
  // A file control left empty arrives as a file without a name.
  const upload = uploadsOf(req).find(({ originalname, size }) => originalname !== '' || size > 0);
  return upload ? checkFile(upload, 'any') : {};
}

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
