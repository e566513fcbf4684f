import { z } from 'zod';
import { numberField, optionalText, parseForm, type Parsed } from '../../platform/page/forms.js';
import { allFields, isNumberField, type FormDefinition } from '../../form/definition.js';
import type { Filing } from './commands.js';
import { consolidatedCode } from '../../form/consolidated.js';
import { yearChangeCode } from '../../form/checks.js';

/** What the check page posts: an explanation for each warning, the note on changes, the declaration. */
export function parseFiling(form: FormDefinition, body: unknown): Parsed<Filing> {
  const warnings = warningCodes(form);
  const schema = z.object({
    version: numberField('Số phiên bản của báo cáo'),
    draftVersion: numberField('Số phiên bản của bản nháp'),
    ...Object.fromEntries(warnings.map((code) => [explanationName(code), optionalText('Giải thích', 2000)])),
    changeNote: optionalText('Nội dung đã sửa', 5000),
    incomplete: z.string().max(10).default(''),
    declaration: z.literal('yes', { error: 'Hãy đánh dấu cam đoan số liệu là đúng.' }),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const words = parsed.data as unknown as Record<string, string>;
  const explained = warnings
    .map((code) => [code, words[explanationName(code)] ?? ''] as const)
    .filter(([, text]) => text !== '');
  const { version, draftVersion, changeNote, incomplete } = parsed.data;
  const explanations = Object.fromEntries(explained);
  return { ok: true, data: { version, draftVersion, changeNote, incomplete, explanations } };
}

/** Every warning that a report by this form may meet. */
function warningCodes(form: FormDefinition): string[] {
  const checks = form.checks.filter((check) => check.severity === 'warning').map((check) => check.code);
  return [
    ...checks,
    ...allFields(form)
      .filter(isNumberField)
      .flatMap((field) => [yearChangeCode(field.code), consolidatedCode(field.code)]),
  ];
}

export const recallForm = z.object({ version: numberField('Số phiên bản của báo cáo') });

/** The name of the box in which a warning is explained. */
export function explanationName(check: string): string {
  return `explain_${check}`;
}
