import { z } from 'zod';
import { numberField, optionalText, parseForm, type Parsed } from '../../platform/page/forms.js';
import type { NoteBox } from '../reviewing/forms.js';

export interface TypedNote {
  readonly text: string;
  /** Of the note that was seen; 0 where there was none. */
  readonly version: number;
}

/** A note as its box posts it; an empty one is taken away. */
export function parseNote({ name }: NoteBox, body: unknown): Parsed<TypedNote> {
  const schema = z.object({
    version: numberField('Số phiên bản của ghi chú'),
    [name]: optionalText('Ghi chú', 5000),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const { version, [name]: text } = parsed.data as unknown as Record<string, string> & { version: number };
  return { ok: true, data: { version, text: text ?? '' } };
}
