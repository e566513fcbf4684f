import { fold } from './text.js';

// Which texts are nearly the same, without laying each beside each (Broder, "On the resemblance and containment of
// documents", 1997): a text is the set of its runs of three words; texts that have many of these in common share, very
// likely, one of a few numbers drawn from each. docs/decisions/0050 says how near is near.

/** How many words in a row are one part of a text: fewer are anybody's, and more break at each changed word. */
const RUN = 3;
/** Of fewer words, two texts may well say the same. */
export const FEWEST_WORDS = 30;

/** 32 numbers of four minima each: texts that share 0.7 of their parts share one of them at 94 %, from 0.8 on at 99.9 %. */
const BANDS = 32;
const MINIMA_A_BAND = 4;

/** The parts of a text: numbers of 32 bits, each once, from the least to the greatest. */
export type Parts = Readonly<Uint32Array>;

/** Case, diacritics and punctuation do not count. Empty where the text is short. */
export function partsOf(text: string): Parts {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < FEWEST_WORDS) return new Uint32Array();
  const runs = words.slice(RUN - 1).map((_, at) => hashOf(words.slice(at, at + RUN).join(' ')));
  return Uint32Array.from(new Set(runs)).sort();
}

/** What two texts have in common, from 0 to 1: twice what both have, of all that they have. */
export function likeness(one: Parts, other: Parts): number {
  if (one.length === 0 || other.length === 0) return 0;
  let both = 0;
  for (let [at, there] = [0, 0]; at < one.length && there < other.length;) {
    const [part = 0, theirs = 0] = [one[at], other[there]];
    if (part === theirs) both += 1;
    if (part <= theirs) at += 1;
    if (theirs <= part) there += 1;
  }
  return (2 * both) / (one.length + other.length);
}

/** The numbers by which texts like this one are found, 32 bits with sign. Texts of another `topic` have others. */
export function bandsOf(parts: Parts, topic: string): number[] {
  const minima = minimaOf(parts);
  const start = hashOf(topic);
  return Array.from({ length: BANDS }, (_, band) => {
    let number = mix(start ^ band);
    for (let at = 0; at < MINIMA_A_BAND; at += 1)
      number = mix(number ^ (minima[band * MINIMA_A_BAND + at] ?? 0));
    return number | 0;
  });
}

function minimaOf(parts: Parts): Uint32Array {
  const minima = new Uint32Array(BANDS * MINIMA_A_BAND).fill(0xffffffff);
  for (const part of parts)
    for (let at = 0; at < minima.length; at += 1) {
      const drawn = mix(part ^ (SEEDS[at] ?? 0));
      if (drawn < (minima[at] ?? 0)) minima[at] = drawn;
    }
  return minima;
}

const SEEDS = Uint32Array.from({ length: BANDS * MINIMA_A_BAND }, (_, at) => mix(0x9e3779b9 + at));

/** FNV-1a over the UTF-16 units: the same in every process and version, since what it gives is kept. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** The finalizer of MurmurHash3: every bit of the answer, 32 bits without sign, depends on every bit of `number`. */
export function mix(number: number): number {
  let mixed = number ^ (number >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
