import MiniSearch from 'minisearch';
import { fold } from '../platform/text/text.js';
import {
  findPhrase,
  hasAll,
  marked,
  passage,
  WORD,
  wordsOf,
  type Query,
  type MarkedText,
  type Word,
} from './words.js';

/** What can be found, by what stands in the address. */
export const kinds = {
  'huong-dan': 'Hướng dẫn',
  'nghia-vu': 'Nội dung nêu gương',
  'van-ban': 'Văn bản',
  'thong-bao': 'Thông báo',
  'ket-qua': 'Kết quả',
  'tro-giup': 'Trợ giúp',
  'don-vi': 'Đơn vị',
  'bao-cao': 'Báo cáo',
  'kiem-tra': 'Kiểm tra, giám sát',
  'xac-nhan': 'Văn bản gửi đơn vị',
} as const;
export type Kind = keyof typeof kinds;

/** A place that can be found. */
export interface Entry {
  readonly kind: Kind;
  /** The path, with the anchor. */
  readonly href: string;
  readonly title: string;
  /** Plain, in NFC. */
  readonly text: string;
}

export interface Hit extends Omit<Entry, 'text'> {
  /** The title, and a passage of the text, with the words that were asked for. */
  readonly inTitle: readonly MarkedText[];
  readonly inText: readonly MarkedText[];
}

/** `isNear`: nothing says just what was asked; these come near it. */
export interface Hits {
  readonly isNear: boolean;
  readonly hits: readonly Hit[];
}

export interface Library {
  /** What says the words of the query, best first; of these at most MOST. */
  readonly find: (query: Query) => Hits;
}

/** Looked at closely, of all that have the words. */
const MOST = 200;

interface Found {
  readonly at: number;
  readonly score: number;
  /** The words of the entry that match, folded. */
  readonly terms: ReadonlySet<string>;
}

/** Keeps entries so that their words are found without looking through them all. */
export function library(entries: readonly Entry[]): Library {
  const index = new MiniSearch<Entry & { id: number }>({
    fields: ['title', 'text'],
    tokenize: (text) => text.match(WORD) ?? [],
    processTerm: (term) => fold(term),
    searchOptions: { boost: { title: 2 } },
  });
  index.addAll(entries.map((entry, id) => ({ ...entry, id })));
  const shelves = entries.map(shelfOf);

  const look = (words: readonly Word[], options: object, least = words.length): Found[] =>
    index
      .search(words.map(({ folded }) => folded).join(' '), options)
      .filter(({ queryTerms }) => new Set(queryTerms).size >= least)
      .slice(0, MOST)
      .map(({ id, score, terms }) => ({ at: id as number, score, terms: new Set(terms) }));

  const ranked = (query: Query, found: readonly Found[]): Hit[] =>
    found
      .map((one) => ({ ...one, shelf: shelves[one.at]!, rank: rankOf(shelves[one.at]!, query) }))
      .filter(({ shelf }) => query.phrases.every((phrase) => says(shelf, phrase, 'folded')))
      .sort((a, b) => a.rank - b.rank || b.score - a.score || a.at - b.at)
      .map(({ shelf, terms }) => hitOf(shelf, query, terms));

  return {
    find: (query) => {
      const { words } = query;
      if (words.length === 0) return { isNear: false, hits: [] };
      const exact = ranked(query, look(words, { combineWith: 'AND' }));
      if (exact.length > 0) return { isNear: false, hits: exact };
      const near = { fuzzy: forgiven, prefix: (term: string) => term.length > 2 };
      // Where no place has something like every word, most of them must do.
      const all = look(words, { ...near, combineWith: 'AND' });
      const some =
        all.length > 0 ? all : look(words, { ...near, combineWith: 'OR' }, Math.ceil(words.length * 0.6));
      return { isNear: true, hits: ranked({ ...query, phrases: [] }, some) };
    },
  };
}

/** How many letters of a word may be wrong: a syllable of Vietnamese is short. */
function forgiven(term: string): number {
  if (term.length < 3 || /\d/.test(term)) return 0;
  return term.length < 7 ? 1 : 2;
}

/** An entry with its words. */
interface Shelf extends Entry {
  readonly titleWords: readonly Word[];
  readonly textWords: readonly Word[];
}

/** The words are looked for when the entry is first found. */
function shelfOf(entry: Entry): Shelf {
  let [titleWords, textWords]: (readonly Word[] | undefined)[] = [];
  return {
    ...entry,
    get titleWords() {
      return (titleWords ??= wordsOf(entry.title));
    },
    get textWords() {
      return (textWords ??= wordsOf(entry.text));
    },
  };
}

/** Exact before folded, words that follow each other before scattered ones, the title before the text: 0 is best. */
function rankOf({ titleWords, textWords }: Shelf, { words }: Query): number {
  const ranks = (['exact', 'folded'] as const).flatMap((form) => [
    () => findPhrase(titleWords, words, form) >= 0,
    () => findPhrase(textWords, words, form) >= 0,
  ]);
  const scattered = (['exact', 'folded'] as const).map(
    (form) => () => hasAll([...titleWords, ...textWords], words, form),
  );
  const rank = [...ranks, ...scattered].findIndex((is) => is());
  if (rank >= 0) return rank;
  // What comes near has most of the words as they were typed.
  const known = new Set([...titleWords, ...textWords].map(({ folded }) => folded));
  return ranks.length + scattered.length + words.filter(({ folded }) => !known.has(folded)).length;
}

function says({ titleWords, textWords }: Shelf, phrase: readonly Word[], form: 'exact' | 'folded'): boolean {
  return [titleWords, textWords].some((words) => findPhrase(words, phrase, form) >= 0);
}

function hitOf(shelf: Shelf, { words, phrases }: Query, terms: ReadonlySet<string>): Hit {
  const { kind, href, title, text, titleWords, textWords } = shelf;
  const lead = findPhrase(textWords, phrases[0] ?? words, 'folded');
  return {
    ...{ kind, href, title },
    inTitle: marked(title, 0, titleWords, terms),
    inText: passage(text, textWords, terms, lead),
  };
}
