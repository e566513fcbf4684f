import { z } from 'zod';
import type { Level } from '../../platform/actor.js';
import { numberField, optionalText, parseForm, type Parsed } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { withQuery } from '../../platform/http/query.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { lowerLevels } from '../../units/rules.js';
import { passageKinds, type PassageKind } from '../passages/rules.js';

/** What the page of texts is asked for, as the address says it. What means nothing is left out. */
export interface TextsQuery {
  readonly withSubmitted: boolean;
  readonly level?: Level | undefined;
  readonly marked?: 'co' | 'chua' | undefined;
  readonly search: string;
  readonly after?: number | undefined;
}

const LONGEST_SEARCH = 200;

export function readTextsQuery(query: Record<string, unknown>): TextsQuery {
  const search = query['tim'];
  return {
    withSubmitted: query['ca-cho-duyet'] === '1',
    level: lowerLevels.find((known) => known === query['cap']),
    marked: (['co', 'chua'] as const).find((known) => known === query['trich']),
    search: typeof search === 'string' ? clip(cleanLine(search), LONGEST_SEARCH) : '',
    after: readId(query['sau']),
  };
}

export function textsAddress(path: string, query: TextsQuery, after?: number): string {
  return withQuery(path, {
    'ca-cho-duyet': query.withSubmitted ? '1' : '',
    cap: query.level,
    trich: query.marked,
    tim: query.search,
    sau: after ? String(after) : '',
  });
}

export interface Marking {
  /** The submission's number, as its reader saw it. */
  readonly number: number;
  readonly sentences: readonly number[];
  /** Copied out of the text instead; '' where sentences were ticked. */
  readonly excerpt: string;
  readonly kind: PassageKind;
}

const markingForm = z.object({
  number: numberField('Lần nộp'),
  sentences: z
    .string()
    .default('')
    .transform((text) => text.split('\n').filter((one) => one !== ''))
    .pipe(
      z.array(
        z
          .string()
          .regex(/^\d{1,5}$/, 'Câu được chọn không hợp lệ.')
          .transform(Number),
      ),
    ),
  excerpt: optionalText('Đoạn trích', 20_000),
  kind: z.enum(passageKinds, { error: 'Hãy chọn đoạn này là gì.' }),
});

export function parseMarking(body: unknown): Parsed<Marking> {
  return parseForm(markingForm, body);
}
