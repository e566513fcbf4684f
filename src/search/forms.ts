import { readId } from '../platform/text/numbers.js';
import { cleanLine } from '../platform/text/text.js';
import { kinds, type Kind } from './library.js';
import { readWords, type Query } from './words.js';

export interface Search {
  readonly query: Query;
  /** Of one kind only. */
  readonly kind?: Kind | undefined;
  /** From 1. */
  readonly page: number;
}

const MOST_PAGES = 30;

/** Reads what is asked from the address. What is no kind and no page is not asked for; a name said twice counts once. */
export function readSearch(query: Readonly<Record<string, unknown>>): Search {
  const { q, loai, trang } = query;
  const page = readId(first(trang)) ?? 1;
  return {
    query: readWords(cleanLine(first(q))),
    kind: Object.keys(kinds).find((kind) => kind === first(loai)) as Kind | undefined,
    page: page <= MOST_PAGES ? page : 1,
  };
}

function first(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one : '';
}
