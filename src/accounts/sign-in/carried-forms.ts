import type { Request } from 'express';
import { z } from 'zod';
import { localPath } from '../../platform/http/local-path.js';
import { typedWords, WORDS_FIELD, type TypedText } from '../../platform/page/typed-words.js';

/** What was posted to a page that could not take it, kept in the visitor's own page until it can be sent again. */
export interface Carried {
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** What its form says of its fields (platform/page/typed-words.ts). */
  readonly words: string;
  /** The form may have held files, which no page can carry. */
  readonly hadFiles: boolean;
}

/** As much as one hidden field can hold, percent-encoded, within the limit of a body. */
const MOST_ENCODED = 1_500_000;
const shape = z.strictObject({
  path: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])).max(600),
  words: z.string().default(''),
  hadFiles: z.boolean(),
});

/** What `req` posted, without the portal's own hidden fields and without passwords. */
export function carriedFrom(req: Request): Carried | undefined {
  const path = localPath(req.originalUrl);
  if (path === undefined || req.method !== 'POST') return undefined;
  const body = (req.body ?? {}) as Record<string, unknown>;
  const words = body[WORDS_FIELD];
  const fields = Object.entries(body)
    .filter(([name]) => !name.startsWith('_') && !/password/i.test(name))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
    );
  return {
    path,
    fields,
    words: typeof words === 'string' ? words : '',
    hadFiles: Boolean(req.is('multipart/form-data')),
  };
}

/** For the hidden field; undefined where it is too much to carry. */
export function writeCarried(carried: Carried): string | undefined {
  // Controls above ASCII would not survive the way in; in JSON they can be written as escapes.
  const json = JSON.stringify(carried).replace(
    /[\u007f-\u009f\ud800-\udfff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return encodeURIComponent(json).length > MOST_ENCODED ? undefined : json;
}

/** Undefined for anything that `writeCarried` has not written. */
export function readCarried(text: unknown): Carried | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const result = shape.safeParse(parsed(text));
  if (!result.success) return undefined;
  const path = localPath(result.data.path);
  if (path === undefined) return undefined;
  return { ...result.data, path, fields: result.data.fields.filter(([name]) => !name.startsWith('_')) };
}

/** What a person typed, for reading. */
export function textsIn({ fields, words }: Carried): TypedText[] {
  return typedWords({ ...Object.fromEntries(fields), [WORDS_FIELD]: words });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
