import { z } from 'zod';
import { numberField, parseForm, postedValues, type Parsed } from '../../platform/page/forms.js';
import { owedKinds } from '../../reports/deadlines.js';
import { reportIds } from '../overview/forms.js';
import { fieldsOf, textsOf } from '../settings/forms.js';
import { wordingNames, type Wordings } from '../wording.js';

/** The texts of a letter as they were posted. */
export interface PostedDraft {
  readonly version: number;
  readonly texts: Partial<Wordings>;
}

/** Only the texts that somebody would get stand on the page, and are posted. */
export function postedTexts(body: unknown): (keyof Wordings)[] {
  const posted = postedValues(body);
  return owedKinds
    .map((kind) => wordingNames[kind])
    .filter((name) => `${name}_subject` in posted || `${name}_text` in posted);
}

export function parseDraft(body: unknown): Parsed<PostedDraft> {
  const names = postedTexts(body);
  const fields = Object.assign({}, ...names.map(fieldsOf)) as Record<string, z.ZodType<string>>;
  const parsed = parseForm(z.object({ version: numberField('Số phiên bản của thư'), ...fields }), body);
  if (!parsed.ok) return parsed;
  const data: Record<string, unknown> & { version: number } = parsed.data;
  return { ok: true, data: { version: data.version, texts: textsOf(data, names) } };
}

export const removalForm = z.object({ reports: reportIds });
