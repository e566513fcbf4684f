import { z } from 'zod';
import type { Request } from 'express';
import { checkFile, type CheckedFile } from '../../platform/files/file-kinds.js';
import { formatDay } from '../../platform/text/format.js';
import {
  numberField,
  optionalDay,
  optionalText,
  parseForm,
  refuse,
  postedValues,
  type FieldError,
  type Parsed,
  type Values,
} from '../../platform/page/forms.js';
import { MOST_ADVICE } from '../limits.js';
import type { Advice, InspectionRecord } from '../rules.js';

const numbers = Array.from({ length: MOST_ADVICE }, (_, at) => at + 1);
const textName = (number: number) => `recommendation_${number}_text`;
const dueName = (number: number) => `recommendation_${number}_due`;

/** What was posted as a record; `codes` are those of the obligations. */
export function parseRecord(
  body: unknown,
  codes: readonly string[],
): Parsed<InspectionRecord & { version: number }> {
  const parsed = parseForm(schemaFor(codes), body);
  if (!parsed.ok) return parsed;
  const data = parsed.data as Record<string, unknown>;
  const text = (name: string) => data[name] as string;
  const rows = numbers.map((number) => ({
    number,
    text: text(textName(number)),
    dueBefore: data[dueName(number)] as Date | null,
  }));
  const errors = rows.flatMap(halfProblem);
  if (errors.length > 0) return refuse(postedValues(body), ...errors);
  const recommendations = rows.filter((row): row is Advice & { number: number } => row.dueBefore !== null);
  const findings = codes.map((code) => [code, text(`finding_${code}`)] as const);
  return {
    ok: true,
    data: {
      version: data['version'] as number,
      carriedOutOn: data['carriedOutOn'] as Date | null,
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
    conclusion: record.conclusion,
    ...(Object.fromEntries([...advice, ...findings]) as Record<string, string>),
  };
}

/** How many rows of recommendations the form has for these values: some are always empty. */
export function adviceRows(values: Values): number[] {
  const filled = numbers.filter((number) => values[textName(number)] || values[dueName(number)]);
  return numbers.slice(0, (filled.at(-1) ?? 0) + 3);
}

const FILE_LIMIT = 5;
export const FILES = { size: 20_000_000, count: FILE_LIMIT };

/** The files of a form's one file control. */
export async function readFiles(req: Request): Promise<{ files: CheckedFile[]; errors: FieldError[] }> {
  const files: CheckedFile[] = [];
  const errors: FieldError[] = [];
  for (const upload of Array.isArray(req.files) ? req.files : []) {
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
    conclusion: optionalText('Kết luận', 20_000),
    ...(Object.fromEntries([...advice, ...findings]) as Record<string, z.ZodType>),
  });
}

function halfProblem(row: { number: number; text: string; dueBefore: Date | null }): FieldError[] {
  const number = String(row.number);
  if (row.text !== '' && !row.dueBefore)
    return [{ field: dueName(row.number), message: `Hãy nhập hạn thực hiện kiến nghị ${number}.` }];
  if (row.text === '' && row.dueBefore)
    return [{ field: textName(row.number), message: `Hãy nhập nội dung kiến nghị ${number}, hoặc bỏ hạn.` }];
  return [];
}
