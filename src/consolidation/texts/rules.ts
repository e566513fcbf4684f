import { fold } from '../../platform/text/text.js';

/** One sentence of a text, with where it stands in it. */
export interface Sentence {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The sentences of a text in their order; a line end ends one too. Blanks between them belong to none. */
export function sentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  for (const { segment, index } of new Intl.Segmenter('vi', { granularity: 'sentence' }).segment(text)) {
    let at = index;
    for (const line of segment.split('\n')) {
      const words = line.trim();
      const from = at + line.indexOf(words);
      if (words !== '') found.push({ from, to: from + words.length, text: words });
      at += line.length + 1;
    }
  }
  return found;
}

/** The passages that ticked sentences make: those that follow each other make one. Numbers beyond the text are passed over. */
export function passagesOf(text: string, ticked: readonly number[]): string[] {
  const all = sentences(text);
  const chosen = [...new Set(ticked)].filter((at) => all[at]).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const at of chosen) {
    const last = runs.at(-1);
    if (last && last[1] === at - 1) last[1] = at;
    else runs.push([at, at]);
  }
  return runs.map(([from, to]) => text.slice(all[from]?.from, all[to]?.to));
}

/** Where an excerpt stands in a text word for word, white space apart; undefined where it does not. */
export function placeOf(text: string, excerpt: string): { from: number; to: number } | undefined {
  const wanted = excerpt.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (wanted === '') return undefined;
  // The text with each run of blanks as one, and where each of its characters stands in the text itself.
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const isBlank = /\s/.test(text.charAt(at));
    if (isBlank && plain.endsWith(' ')) continue;
    plain += isBlank ? ' ' : text.charAt(at);
    places.push(at);
  }
  const found = plain.indexOf(wanted);
  const [from, last] = [places[found], places[found + wanted.length - 1]];
  return found < 0 || from === undefined || last === undefined ? undefined : { from, to: last + 1 };
}

/** What is searched for, folded: "phrases in quotes" and single words, all of which must occur. */
export function searchTerms(typed: string): string[] {
  const parts = typed.normalize('NFC').match(/["“”][^"“”]*["“”]|[^\s"“”]+/g) ?? [];
  const terms = parts.map((part) =>
    fold(part)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  return [...new Set(terms)].filter((term) => term !== '').slice(0, 20);
}

/** A run of a text: found by the search, of a marked passage, both or neither. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
  readonly isMarked: boolean;
}

/** The text in pieces: what a search found, and what was marked. */
export function pieces(text: string, terms: readonly string[], marked: readonly string[]): Piece[] {
  const found = foundPlaces(text, terms);
  const places = marked.flatMap((passage) => placeOf(text, passage) ?? []);
  const cuts = [...new Set([0, text.length, ...[...found, ...places].flatMap(({ from, to }) => [from, to])])];
  const sorted = cuts.sort((a, b) => a - b);
  const within = (ranges: readonly { from: number; to: number }[], at: number) =>
    ranges.some(({ from, to }) => from <= at && at < to);
  return sorted.slice(1).flatMap((to, index) => {
    const from = sorted[index] ?? 0;
    const piece = text.slice(from, to);
    return piece === ''
      ? []
      : [{ text: piece, isFound: within(found, from), isMarked: within(places, from) }];
  });
}

/** Where whole words of the text, folded, are a term's. */
function foundPlaces(text: string, terms: readonly string[]): { from: number; to: number }[] {
  if (terms.length === 0) return [];
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    folded: fold(match[0]),
  }));
  return terms.flatMap((term) => {
    const wanted = term.match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.flatMap((word, at) => {
      const last = words[at + wanted.length - 1];
      const isHere = wanted.length > 0 && wanted.every((one, i) => words[at + i]?.folded === one);
      return isHere && last ? [{ from: word.from, to: last.to }] : [];
    });
  });
}
