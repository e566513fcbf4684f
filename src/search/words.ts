import { fold } from '../platform/text/text.js';

/** A word of a text, and where it stands in it. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** In lower case, with its diacritics. */
  readonly exact: string;
  /** As it is searched: without diacritics, đ as d. */
  readonly folded: string;
}

/** Letters and digits that stand together: "01-KL/TW" is three words. */
export const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The words of a text in NFC. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    exact: word.toLowerCase(),
    folded: fold(word),
  }));
}

/** What is asked for. */
export interface Query {
  /** As it was typed, in NFC and on one line; cut where it is too long. */
  readonly text: string;
  readonly words: readonly Word[];
  /** What stands in quotation marks: words that must follow each other. */
  readonly phrases: readonly (readonly Word[])[];
  readonly isCut: boolean;
}

/** More of a question says nothing more. In characters, and in words. */
const [MOST_CHARACTERS, MOST_WORDS] = [200, 16];

/** `typed` is a clean line. */
export function readWords(typed: string): Query {
  const text = typed.slice(0, MOST_CHARACTERS).toWellFormed().trim();
  const words = wordsOf(text);
  const quoted = [...text.matchAll(/["“”]([^"“”]+)["“”]/g)].map(([, inner = '']) => wordsOf(inner));
  return {
    text,
    words: words.slice(0, MOST_WORDS),
    phrases: quoted.map((phrase) => phrase.slice(0, MOST_WORDS)).filter((phrase) => phrase.length > 0),
    isCut: typed.length > text.length || words.length > MOST_WORDS,
  };
}

type Form = 'exact' | 'folded';

/** At which word of `among` the phrase begins first; -1 where it does not stand there. */
export function findPhrase(among: readonly Word[], phrase: readonly Word[], form: Form): number {
  const last = among.length - phrase.length;
  for (let at = 0; at <= last; at++)
    if (phrase.every((word, offset) => among[at + offset]?.[form] === word[form])) return at;
  return -1;
}

/** Whether each of the words stands among the others. */
export function hasAll(among: readonly Word[], words: readonly Word[], form: Form): boolean {
  const known = new Set(among.map((word) => word[form]));
  return words.every((word) => known.has(word[form]));
}

/** A stretch of a text; `isFound`: its words were asked for. */
export interface MarkedText {
  readonly text: string;
  readonly isFound: boolean;
}

/** How many words of a text are shown around what was found in it. */
const PASSAGE = 45;

/** The part of a text that says most of what was asked, its words (folded) marked; `lead` is where a phrase begins. */
export function passage(
  text: string,
  among: readonly Word[],
  found: ReadonlySet<string>,
  lead = -1,
): MarkedText[] {
  const from = Math.max(0, Math.min((lead < 0 ? densest(among, found) : lead) - 6, among.length - PASSAGE));
  const shown = among.slice(from, from + PASSAGE);
  const [start, end] = [from === 0 ? 0 : (shown[0]?.start ?? 0), shown.at(-1)?.end ?? text.length];
  const isWhole = from + PASSAGE >= among.length;
  const stretches = marked(text.slice(0, isWhole ? text.length : end), start, shown, found);
  return [
    ...(from === 0 ? [] : [{ text: '… ', isFound: false }]),
    ...stretches,
    ...(isWhole ? [] : [{ text: ' …', isFound: false }]),
  ];
}

/** The text with its words marked that were found. */
export function marked(
  text: string,
  start: number,
  words: readonly Word[],
  found: ReadonlySet<string>,
): MarkedText[] {
  const stretches: MarkedText[] = [];
  let at = start;
  for (const word of words) {
    if (!found.has(word.folded)) continue;
    stretches.push({ text: text.slice(at, word.start), isFound: false });
    stretches.push({ text: text.slice(word.start, word.end), isFound: true });
    at = word.end;
  }
  return [...stretches, { text: text.slice(at), isFound: false }].filter((one) => one.text !== '');
}

/** At which word the stretch begins that holds most of the different words that were found. */
function densest(among: readonly Word[], found: ReadonlySet<string>): number {
  const hits = among.flatMap((word, at) => (found.has(word.folded) ? [at] : []));
  let [best, most] = [hits[0] ?? 0, 0];
  for (const from of hits.slice(0, 200)) {
    const near = new Set(
      hits.filter((at) => at >= from && at < from + PASSAGE - 6).map((at) => among[at]?.folded),
    );
    if (near.size > most) [best, most] = [from, near.size];
  }
  return best;
}
