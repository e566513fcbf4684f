import { z } from 'zod';
import { parseForm, refuse, postedValues, textField, type Parsed } from '../../platform/page/forms.js';
import type { FormDefinition } from '../../form/definition.js';
import type { NewComment } from './commands.js';
import { MOST_CHARACTERS } from './rules.js';

const commentForm = z.object({
  comment: textField('Ý kiến', MOST_CHARACTERS),
  section: z.string().default(''),
});

export function parseComment({ sections }: FormDefinition, body: unknown): Parsed<NewComment> {
  const parsed = parseForm(commentForm, body);
  if (!parsed.ok) return parsed;
  const { comment: text, section } = parsed.data;
  if (section !== '' && !sections.some(({ code }) => code === section))
    return refuse(postedValues(body), { field: 'section', message: 'Biểu mẫu không có phần này.' });
  return { ok: true, data: { text, section } };
}
