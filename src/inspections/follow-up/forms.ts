import type { Request } from 'express';
import { z } from 'zod';
import type { CheckedFile } from '../../platform/files/file-kinds.js';
import {
  dayField,
  numberField,
  optionalText,
  parseForm,
  postedValues,
  refuse,
  textField,
  type Parsed,
} from '../../platform/page/forms.js';
import { readFiles } from '../record/forms.js';

const replyForm = z.object({
  version: numberField('Số phiên bản'),
  text: textField('Nội dung trả lời', 10_000),
});
export const askAgainForm = z.object({
  version: numberField('Số phiên bản'),
  text: textField('Nội dung yêu cầu', 5000),
  dueBefore: dayField('Hạn mới'),
});
export const closeForm = z.object({
  version: numberField('Số phiên bản'),
  reason: optionalText('Lý do', 2000),
});

type Reply = z.infer<typeof replyForm> & { files: readonly CheckedFile[] };

/** A unit's answer to a recommendation, with its files. */
export async function parseReply(req: Request): Promise<Parsed<Reply>> {
  const parsed = parseForm(replyForm, req.body);
  const { files, errors } = await readFiles(req);
  if (parsed.ok && errors.length === 0) return { ok: true, data: { ...parsed.data, files } };
  const lost = files.length > 0 ? [FILES_LOST] : [];
  return refuse(postedValues(req.body), ...(parsed.ok ? [] : parsed.form.errors), ...errors, ...lost);
}

const FILES_LOST = { field: '', message: 'Tệp vừa chọn chưa được lưu; hãy chọn lại tệp khi gửi lại.' };
