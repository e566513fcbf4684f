import {
  allFields,
  checkedFields,
  type CheckDefinition,
  type FormDefinition,
} from '../../form/definition.js';
import { quoted } from './change-wording.js';

// A check as a sentence that names fields by their questions: nobody has to know a code to read it.

/** What is done where the check does not hold. */
export const severities: Readonly<Record<CheckDefinition['severity'], string>> = {
  error: 'Không đúng thì chưa nộp được',
  warning: 'Không đúng thì đơn vị phải giải thích',
};

/** How the two sides of a comparison stand to each other, between them. */
export const relations = { '≤': 'không được lớn hơn', '=': 'phải bằng' } as const;

/** “Số nữ” (phần A) không được lớn hơn “Tổng số đoàn viên” (phần A). */
export function checkSentence(form: FormDefinition, check: CheckDefinition): string {
  if (check.kind === 'present') return `${fieldNamed(form, check.field)} phải có câu trả lời.`;
  const sentence = `${side(form, check.left)} ${relations[check.relation]} ${lower(side(form, check.right))}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The checks in which a section's fields stand, in their order. */
export function checksOn(form: FormDefinition, fields: readonly { code: string }[]): CheckDefinition[] {
  const codes = new Set(fields.map(({ code }) => code));
  return form.checks.filter((check) => checkedFields(check).some((code) => codes.has(code)));
}

/** “Số nữ” (phần A) */
export function fieldNamed(form: FormDefinition, code: string): string {
  const section = form.sections.find(({ fields }) => fields.some((field) => field.code === code));
  const field = section && allFields(form).find((one) => one.code === code);
  if (!field) return `ô ${quoted(code)} (không còn trong biểu mẫu)`;
  return `${quoted(field.label)} (phần ${section.letter})`;
}

function side(form: FormDefinition, codes: readonly string[]): string {
  const names = codes.map((code) => fieldNamed(form, code));
  if (names.length <= 1) return names[0] ?? '';
  return `Tổng của ${names.slice(0, -1).join(', ')} và ${names.at(-1) ?? ''}`;
}

const lower = (text: string) => text.replace(/^Tổng/, 'tổng');
