import type { Request } from 'express';
import { z } from 'zod';
import { checkFile, type CheckedFile } from '../../platform/files/file-kinds.js';
import { uploadsOf } from '../../platform/files/upload-storage.js';
import { yearOf } from '../../platform/text/calendar.js';
import { numberKey } from '../../platform/text/document-numbers.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import {
  dayField,
  lineField,
  numberField,
  parseForm,
  postedValues,
  refuse,
  textField,
  type FieldError,
  type Parsed,
} from '../../platform/page/forms.js';
import type { NewSending, Supplement } from '../../reports/sending/commands.js';

const version = numberField('Số phiên bản của báo cáo');
const sendingForm = z.object({
  version,
  outgoingNumber: lineField('Số, ký hiệu văn bản đi', 50),
  sentOn: dayField('Ngày gửi'),
  signerName: lineField('Người ký', 120),
  signerPosition: lineField('Chức vụ người ký', 120),
  incomplete: z.string().max(10).default(''),
  // A file control left empty arrives as text where the browser sends no file.
  file: z.literal('').optional(),
});
const supplementForm = z.object({
  version,
  reason: textField('Lý do bổ sung', 5000),
  correctBefore: dayField('Hạn lập báo cáo bổ sung'),
});

export const FILES = { size: 20_000_000, count: 1 };

type SentPaper = Pick<NewSending, 'outgoingNumber' | 'sentOn'>;

/** What a sending is held against. */
export interface Before {
  /** How many direct children were not in the report when it was filed, which needs a deliberate yes. */
  readonly missing: number;
  /** What went out of this report so far. */
  readonly sendings: readonly SentPaper[];
}

/** What is recorded of a report that went out, with its signed file: a PDF. */
export async function parseSending(
  req: Request,
  { missing, sendings }: Before,
  now: Date,
): Promise<Parsed<NewSending>> {
  const parsed = parseForm(sendingForm, req.body);
  const signed = await readSigned(req);
  const errors = [
    ...(parsed.ok ? futureProblem(parsed.data.sentOn, now) : parsed.form.errors),
    ...(parsed.ok ? sendings.flatMap((earlier) => earlierProblems(parsed.data, earlier)) : []),
    ...(parsed.ok ? incompleteProblem(parsed.data.incomplete, missing) : []),
    ...('problem' in signed ? [{ field: 'file', message: signed.problem }] : []),
  ];
  if (!parsed.ok || 'problem' in signed || errors.length > 0)
    return refuse(parsed.ok ? postedValues(req.body) : parsed.form.values, ...errors);
  const { version: seen, outgoingNumber, sentOn, signerName, signerPosition } = parsed.data;
  const { file } = signed;
  return { ok: true, data: { version: seen, outgoingNumber, sentOn, signerName, signerPosition, file } };
}

export function parseSupplement(body: unknown, now: Date): Parsed<Supplement> {
  const parsed = parseForm(supplementForm, body);
  if (!parsed.ok || parsed.data.correctBefore > now) return parsed;
  const message = `Hạn lập báo cáo bổ sung phải sau hôm nay, ngày ${formatDay(now)}.`;
  return refuse(postedValues(body), { field: 'correctBefore', message });
}

async function readSigned(req: Request): Promise<{ file: CheckedFile } | { problem: string }> {
  const [upload] = uploadsOf(req).filter(({ originalname, size }) => originalname !== '' || size > 0);
  if (!upload) return { problem: 'Hãy chọn tệp văn bản đã ký.' };
  if (upload.fieldname !== 'file') return { problem: 'Biểu mẫu không có ô tệp này. Hãy tải lại trang.' };
  return checkFile(upload, 'pdf');
}

function incompleteProblem(known: string, missing: number): FieldError[] {
  if (missing === 0 || known === String(missing)) return [];
  const message = `Báo cáo còn thiếu ${formatNumber(missing)} đơn vị trực tiếp. Nếu vẫn ghi đã gửi, hãy đánh dấu xác nhận.`;
  return [{ field: 'incomplete', message }];
}

/**
 * An office gives a number once a year (Nghị định 30/2020/NĐ-CP, Điều 15), and a supplement goes out after what it adds to.
 */
function earlierProblems({ outgoingNumber, sentOn }: SentPaper, earlier: SentPaper): FieldError[] {
  const day = formatDay(earlier.sentOn);
  if (sentOn < earlier.sentOn)
    return [{ field: 'sentOn', message: `Ngày gửi không được trước lần gửi ngày ${day}.` }];
  if (
    yearOf(sentOn) !== yearOf(earlier.sentOn) ||
    numberKey(outgoingNumber) !== numberKey(earlier.outgoingNumber)
  )
    return [];
  const message = `Số ${earlier.outgoingNumber} là của văn bản gửi ngày ${day}. Hãy ghi số của báo cáo bổ sung.`;
  return [{ field: 'outgoingNumber', message }];
}

function futureProblem(sentOn: Date, now: Date): FieldError[] {
  if (sentOn <= now) return [];
  return [{ field: 'sentOn', message: `Ngày gửi không được sau hôm nay, ngày ${formatDay(now)}.` }];
}
