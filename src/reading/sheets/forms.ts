import { z } from 'zod';
import { obligations } from '../../guidance/rules.js';
import {
  choiceField,
  optionalLine,
  optionalText,
  parseForm,
  postedValues,
  refuse,
} from '../../platform/page/forms.js';
import { fieldOf, person, sheets, type Question, type Sheet } from './rules.js';

/** What was posted, unless it answers obligations of another version. Every field may stay empty, to be written by hand. */
export function readSheet(sheet: Sheet, body: unknown) {
  const posted = postedValues(body);
  if (posted['guidance'] === String(sheet.guidance.number)) return parseForm(sheetForm(sheet), body);
  return refuse(posted, { field: '', message: NEWER });
}

const NEWER =
  'Hướng dẫn đã có bản mới từ khi bạn mở trang. Những gì bạn viết vẫn còn dưới đây: hãy xem lại bên cạnh nội dung mới rồi tải về.';

function sheetForm({ kind, audience, guidance }: Sheet) {
  const questions: readonly Question[] = sheets[kind].questions;
  const answers = obligations(guidance.content, audience).flatMap(({ number }) =>
    questions.map((question) => [fieldOf(question, number), answerField(question, number)] as const),
  );
  const about = person.map(({ name, label, most }) => [name, optionalLine(label, most)] as const);
  return z.object({
    /** The number of the version whose obligations the form shows. */
    guidance: z.string(),
    ...Object.fromEntries<z.ZodType<string>>(about),
    year: z
      .string()
      .default('')
      .transform((text) => text.trim())
      .refine((text) => /^(20\d\d)?$/.test(text), 'Năm phải gồm bốn chữ số, ví dụ 2026, hoặc để trống.'),
    ...Object.fromEntries<z.ZodType<string>>(answers),
    format: choiceField('Định dạng tệp', ['docx', 'pdf']),
  });
}

function answerField({ label, levels }: Question, number: number): z.ZodType<string> {
  const name = `${label} (nội dung ${number})`;
  if (!levels) return optionalText(name, 2000);
  return z.enum(['', ...levels], `${name}: hãy chọn một mức có trong danh sách.`).default('');
}
