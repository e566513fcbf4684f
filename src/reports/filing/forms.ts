import { z } from 'zod';
import { numberField, optionalText, parseForm, type Parsed } from '../../platform/forms.js';
import type { FormDefinition } from '../../periods/form-definition.js';

export interface Filing {
  version: number;
  /** By the code of the warning explained; only those with words. */
  explanations: Record<string, string>;
  changeNote: string;
}

/** What the check page posts: an explanation for each warning, the note on changes, the declaration. */
export function parseFiling(form: FormDefinition, body: unknown): Parsed<Filing> {
  const warnings = form.checks.filter((check) => check.severity === 'warning');
  const schema = z.object({
    version: numberField('Số phiên bản của báo cáo'),
    ...Object.fromEntries(
      warnings.map((check) => [explanationName(check.code), optionalText('Giải thích', 2000)]),
    ),
    changeNote: optionalText('Nội dung đã sửa', 5000),
    declaration: z.literal('yes', { error: 'Hãy đánh dấu cam đoan số liệu là đúng.' }),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const words = parsed.data as unknown as Record<string, string>;
  const explained = warnings
    .map((check) => [check.code, words[explanationName(check.code)] ?? ''] as const)
    .filter(([, text]) => text !== '');
  const { version, changeNote } = parsed.data;
  return { ok: true, data: { version, changeNote, explanations: Object.fromEntries(explained) } };
}

export const recallForm = z.object({ version: numberField('Số phiên bản của báo cáo') });

/** The name of the box in which a warning is explained. */
export function explanationName(check: string): string {
  return `explain_${check}`;
}
