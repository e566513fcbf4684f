import type { Request } from 'express';
import { z } from 'zod';
import { bytesOf, uploadsOf } from '../../platform/files/upload-storage.js';
import { numberField, parseForm, refuse, type Parsed } from '../../platform/page/forms.js';
import { cleanLine } from '../../platform/text/text.js';
import type { SeenImport } from './commands.js';
import { readWorkbook, type ReadWorkbook, type WorkbookKey } from './read.js';

/** The name of the file control. */
export const WORKBOOK = 'workbook';

/** Reads an uploaded workbook; an error is of the file control. */
export async function readUpload(
  req: Request,
  key: WorkbookKey,
): Promise<Parsed<{ fileName: string; read: ReadWorkbook }>> {
  const upload = uploadsOf(req).find((file) => file.fieldname === WORKBOOK);
  const refused = (message: string) => refuse({}, { field: WORKBOOK, message });
  if (!upload || upload.size === 0) return refused('Hãy chọn tệp Excel đã ghi câu trả lời.');
  const fileName = cleanLine(upload.originalname.split(/[/\\]/).at(-1) ?? '');
  if (fileName.length > 200) return refused('Tên tệp dài quá 200 ký tự. Hãy đổi tên tệp rồi gửi lại.');
  if (!/\.xlsx$/i.test(fileName))
    return refused(`Tệp “${fileName}” không có đuôi .xlsx. Hãy mở bằng Excel, lưu thành .xlsx rồi gửi lại.`);
  if (upload.refusal !== undefined) return refused(upload.refusal);
  const result = await readWorkbook(await bytesOf(upload), key);
  return 'problem' in result ? refused(result.problem) : { ok: true, data: { fileName, read: result.read } };
}

const seenImport = z.object({
  readAt: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  draftVersion: numberField('Số phiên bản'),
});

/** What the confirmed preview showed; undefined where the form is not the portal's own. */
export function readSeen(body: unknown): SeenImport | undefined {
  const parsed = parseForm(seenImport, body);
  return parsed.ok ? parsed.data : undefined;
}
