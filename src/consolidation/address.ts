import type { Level } from '../platform/actor.js';
import { readId } from '../platform/numbers.js';

/** What the pages of figures are asked for, as the address says it. What means nothing is left out. */
export interface FigureQuery {
  readonly withSubmitted: boolean;
  readonly level?: Level | undefined;
  readonly byAudience: boolean;
  /** Of a year that was sent: the figures of now, not those that went out. */
  readonly live: boolean;
  /** What the chart by audience shows. */
  readonly measure: string;
  /** The id of the last report of the page before. */
  readonly after?: number | undefined;
}

export function readFigureQuery(query: Record<string, unknown>): FigureQuery {
  const level = (['UPPER_LEVEL', 'GRASSROOTS'] as const).find((known) => known === query['cap']);
  const measure = query['bieu-do'];
  return {
    withSubmitted: query['ca-cho-duyet'] === '1',
    level,
    byAudience: query['xem'] === 'doi-tuong',
    live: query['hien-nay'] === '1',
    measure: typeof measure === 'string' ? measure : '',
    after: readId(query['sau']),
  };
}

/** The address of `path` that asks for this; the page is left out unless `after` says it. */
export function figureAddress(path: string, query: FigureQuery, after?: number): string {
  const parts: [string, string][] = [
    ...(query.withSubmitted ? [['ca-cho-duyet', '1'] as [string, string]] : []),
    ...(query.level ? [['cap', query.level] as [string, string]] : []),
    ...(query.byAudience ? [['xem', 'doi-tuong'] as [string, string]] : []),
    ...(query.live ? [['hien-nay', '1'] as [string, string]] : []),
    ...(query.measure ? [['bieu-do', query.measure] as [string, string]] : []),
    ...(after ? [['sau', String(after)] as [string, string]] : []),
  ];
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts).toString()}`;
}
