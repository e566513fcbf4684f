import { z } from 'zod';
import { numberField, optionalText, parseForm, type Parsed } from '../../platform/page/forms.js';
import type { NoteBox } from '../reviewing/forms.js';

export interface TypedNote {
  readonly text: string;
  /** Of the note that was seen; 0 where there was none. */
  readonly version: number;
  /** Of the report, on the page where it was typed. */
  readonly reportVersion?: number;
}

/** A note as its box posts it; an empty one is taken away. */
export function parseNote({ name }: NoteBox, body: unknown): Parsed<TypedNote> {
  const schema = z.object({
    version: numberField('Số phiên bản của ghi chú'),
    report: numberField('Số phiên bản của báo cáo').optional(),
    [name]: optionalText('Ghi chú', 5000),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const { version, report, [name]: text } = parsed.data as unknown as Record<string, string> & Numbers;
  const of = report === undefined ? {} : { reportVersion: report };
  return { ok: true, data: { version, ...of, text: text ?? '' } };
}

interface Numbers {
  readonly version: number;
  readonly report: number | undefined;
}
