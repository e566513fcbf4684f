import type { Level } from '../platform/actor.js';
import { readId } from '../platform/text/numbers.js';
import { withQuery } from '../platform/http/query.js';
import { lowerLevels } from '../units/rules.js';

/** What the pages of figures are asked for, as the address says it. What means nothing is left out. */
export interface FigureQuery {
  readonly withSubmitted: boolean;
  readonly level?: Level | undefined;
  readonly byAudience: boolean;
  /** Of a year that was sent: the figures of now, not those that went out. */
  readonly live: boolean;
  /** What the chart by audience shows. */
  readonly measure: string;
  /** Every section of the totals is unfolded. */
  readonly unfolded: boolean;
  /** The id of the last report of the page before. */
  readonly after?: number | undefined;
}

export function readFigureQuery(query: Record<string, unknown>): FigureQuery {
  const level = lowerLevels.find((known) => known === query['cap']);
  const measure = query['bieu-do'];
  return {
    withSubmitted: query['ca-cho-duyet'] === '1',
    level,
    byAudience: query['xem'] === 'doi-tuong',
    live: query['hien-nay'] === '1',
    measure: typeof measure === 'string' ? measure : '',
    unfolded: query['mo'] === 'het',
    after: readId(query['sau']),
  };
}

/** The address of `path` that asks for this; the page is left out unless `after` says it. */
export function figureAddress(path: string, query: FigureQuery, after?: number): string {
  return withQuery(path, {
    'ca-cho-duyet': query.withSubmitted ? '1' : '',
    cap: query.level,
    xem: query.byAudience ? 'doi-tuong' : '',
    'hien-nay': query.live ? '1' : '',
    'bieu-do': query.measure,
    mo: query.unfolded ? 'het' : '',
    sau: after ? String(after) : '',
  });
}
