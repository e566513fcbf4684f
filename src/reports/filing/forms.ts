import { z } from 'zod';
import {
  numberField,
  optionalText,
  parseForm,
  postedValues,
  type Parsed,
  type Values,
} from '../../platform/page/forms.js';
import type { FormDefinition } from '../../form/definition.js';
import { warningCodes } from '../../form/checks.js';
import type { Filing } from './rules.js';

/** What the check page posts: an explanation for each warning, the note on changes, the declaration. */
export function parseFiling(form: FormDefinition, body: unknown): Parsed<Filing> {
  const schema = schemas.get(form) ?? filingSchema(form);
  schemas.set(form, schema);
  const parsed = parseForm(schema, body);
  return parsed.ok ? { ok: true, data: typedFiling(form, postedValues(body)) } : parsed;
}

/** A schema takes longer to build than to use. */
const schemas = new WeakMap<FormDefinition, ReturnType<typeof filingSchema>>();

function filingSchema(form: FormDefinition) {
  const warnings = warningCodes(form);
  return z.object({
    version: numberField('Số phiên bản của báo cáo'),
    draftVersion: numberField('Số phiên bản của bản nháp'),
    ...Object.fromEntries(warnings.map((code) => [explanationName(code), optionalText('Giải thích', 2000)])),
    changeNote: optionalText('Nội dung đã sửa', 5000),
    incomplete: z.string().max(10).default(''),
    declaration: z.string().max(10).default(''),
  });
}

/** What was said at filing, as it was typed. */
export function typedFiling(form: FormDefinition, values: Values): Filing {
  const explained = warningCodes(form)
    .map((code) => [code, values[explanationName(code)] ?? ''] as const)
    .filter(([, text]) => text !== '');
  const { version, draftVersion, changeNote = '', incomplete = '', declaration } = values;
  return {
    version: Number(version),
    draftVersion: Number(draftVersion),
    explanations: Object.fromEntries(explained),
    changeNote,
    incomplete,
    isDeclared: declaration === 'yes',
  };
}

export const recallForm = z.object({ version: numberField('Số phiên bản của báo cáo') });

/** The name of the box in which a warning is explained. */
export function explanationName(check: string): string {
  return `explain_${check}`;
}
