import { z } from 'zod';
import type { Request } from 'express';
import { checkFile, type CheckedFile } from '../../platform/files/file-kinds.js';
import { uploadsOf } from '../../platform/files/upload-storage.js';
import { formatDay } from '../../platform/text/format.js';
import {
  numberField,
  optionalDay,
  optionalText,
  optionalLine,
  parseForm,
  refuse,
  postedValues,
  type FieldError,
  type Parsed,
  type Values,
} from '../../platform/page/forms.js';
import { MOST_ADVICE } from '../limits.js';
import { minutes, readTime, type Minutes } from '../minutes.js';
import type { Advice, InspectionRecord } from '../rules.js';

const numbers = Array.from({ length: MOST_ADVICE }, (_, at) => at + 1);
const textName = (number: number) => `recommendation_${number}_text`;
const dueName = (number: number) => `recommendation_${number}_due`;

interface PostedRecord extends InspectionRecord {
  readonly version: number;
  /** Why minutes that were signed are written anew, and the number of those. */
  readonly minutesReason: string;
  readonly minutesNumber: string;
}

/** What was posted as a record; `codes` are those of the obligations. */
export function parseRecord(body: unknown, codes: readonly string[]): Parsed<PostedRecord> {
  const parsed = parseForm(schemaFor(codes), body);
  if (!parsed.ok) return parsed;
  const data = parsed.data as Record<string, unknown>;
  const text = (name: string) => data[name] as string;
  const rows = numbers.map((number) => ({
    number,
    text: text(textName(number)),
    dueBefore: data[dueName(number)] as Date | null,
  }));
  const errors = [...timeProblems(data as Minutes), ...rows.flatMap(halfProblem)];
  if (errors.length > 0) return refuse(postedValues(body), ...errors);
  const recommendations = rows.filter((row): row is Advice & { number: number } => row.dueBefore !== null);
  const findings = codes.map((code) => [code, text(`finding_${code}`)] as const);
  return {
    ok: true,
    data: {
      version: data['version'] as number,
      minutesReason: text('minutesReason'),
      minutesNumber: text('minutesNumber'),
      carriedOutOn: data['carriedOutOn'] as Date | null,
      minutes: minutes.parse(data),
      conclusion: text('conclusion'),
      findings: Object.fromEntries(findings.filter(([, words]) => words !== '')),
      recommendations: recommendations.map((row) => ({ text: row.text, dueBefore: row.dueBefore })),
    },
  };
}

/** The record as its form shows it. */
export function recordValues(record: InspectionRecord, version: number): Record<string, string> {
  const advice = record.recommendations.flatMap(({ text, dueBefore }, at) => [
    [textName(at + 1), text],
    [dueName(at + 1), formatDay(dueBefore)],
  ]);
  const findings = Object.entries(record.findings).map(([code, text]) => [`finding_${code}`, text]);
  return {
    version: String(version),
    carriedOutOn: record.carriedOutOn ? formatDay(record.carriedOutOn) : '',
    ...record.minutes,
    conclusion: record.conclusion,
    ...(Object.fromEntries([...advice, ...findings]) as Record<string, string>),
  };
}

/** How many rows of recommendations the form has for these values: some are always empty. */
export function adviceRows(values: Values): number[] {
  const filled = numbers.filter((number) => values[textName(number)] || values[dueName(number)]);
  const last = filled.at(-1) ?? 0;
  return numbers.slice(0, Math.max(3, last + 1));
}

const FILE_LIMIT = 5;
export const FILES = { size: 20_000_000, count: FILE_LIMIT };

/** The files of a form's one file control. */
export async function readFiles(req: Request): Promise<{ files: CheckedFile[]; errors: FieldError[] }> {
  const files: CheckedFile[] = [];
  const errors: FieldError[] = [];
  for (const upload of uploadsOf(req)) {
    // A file control left empty arrives as a file without a name.
    if (upload.originalname === '' && upload.size === 0) continue;
    const result =
      upload.fieldname === 'files'
        ? await checkFile(upload, 'any')
        : { problem: 'Biểu mẫu không có ô tệp này. Hãy tải lại trang rồi gửi lại.' };
    if ('file' in result) files.push(result.file);
    else errors.push({ field: 'files', message: result.problem });
  }
  return { files, errors: errors.slice(0, 1) };
}

export const filesForm = z.object({});

function schemaFor(codes: readonly string[]) {
  const advice = numbers.flatMap((number) => [
    [textName(number), optionalText(`Kiến nghị ${number}`, 5000)],
    [dueName(number), optionalDay(`Hạn thực hiện kiến nghị ${number}`)],
  ]);
  const findings = codes.map((code) => [`finding_${code}`, optionalText('Kết quả kiểm tra', 5000)]);
  return z.object({
    version: numberField('Số phiên bản'),
    carriedOutOn: optionalDay('Ngày tiến hành'),
    from: timeField('Giờ bắt đầu'),
    to: timeField('Giờ kết thúc'),
    place: optionalLine('Địa điểm', 300),
    ourPeople: optionalText('Những người của đoàn có mặt', 3000),
    theirPeople: optionalText('Những người của đơn vị có mặt', 3000),
    content: optionalText('Nội dung làm việc', 5000),
    results: optionalText('Kết quả', 20_000),
    opinions: optionalText('Ý kiến của đơn vị', 10_000),
    ourSigner: optionalLine('Người ký thay mặt đoàn', 100),
    theirSigner: optionalLine('Người ký thay mặt đơn vị', 100),
    minutesReason: optionalText('Lý do sửa biên bản đã ký', 2000),
    minutesNumber: optionalLine('Số biên bản', 60),
    conclusion: optionalText('Kết luận', 20_000),
    ...(Object.fromEntries([...advice, ...findings]) as Record<string, z.ZodType>),
  });
}

/** A time of a day, kept as "08:30"; '' where none is. */
function timeField(label: string) {
  return optionalLine(label, 30).transform((typed, ctx): string => {
    const time = typed === '' ? '' : readTime(typed);
    if (time !== undefined) return time;
    ctx.addIssue({ code: 'custom', message: `${label} phải viết theo giờ và phút, ví dụ 08:30.` });
    return z.NEVER;
  });
}

function timeProblems({ from, to }: Minutes): FieldError[] {
  if (!from || !to || from < to) return [];
  return [{ field: 'to', message: 'Giờ kết thúc phải sau giờ bắt đầu.' }];
}

function halfProblem(row: { number: number; text: string; dueBefore: Date | null }): FieldError[] {
  const number = String(row.number);
  if (row.text !== '' && !row.dueBefore)
    return [{ field: dueName(row.number), message: `Hãy nhập hạn thực hiện kiến nghị ${number}.` }];
  if (row.text === '' && row.dueBefore)
    return [{ field: textName(row.number), message: `Hãy nhập nội dung kiến nghị ${number}, hoặc bỏ hạn.` }];
  return [];
}
