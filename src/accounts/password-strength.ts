import { fold } from '../platform/text/text.js';
import { COMMON_WORDS } from './common-words.js';

/** Whose password it would be: what one knows of them is guessed first. */
export interface Owner {
  readonly username: string;
  readonly fullName: string;
  /** Of the own unit. */
  readonly unitName: string;
}

/** A score of zxcvbn, from 0 to 4: this one withstands 10^8 guesses. */
const STRONG_ENOUGH = 3;
/** What comes after makes nothing weaker, and takes time. */
const MOST_LOOKED_AT = 64;

/** So many letters a password needs beside what everybody knows of its owner. */
const LETTERS_OF_ITS_OWN = 4;

/**
 * Whether a password is made of what everybody knows of its owner, the unit's name too, in whatever order, with digits and
 * signs: three such words in a row would count as strong.
 */
export function tellsOfOwner(password: string, owner: Owner): boolean {
  const known = [...knownOf(owner), ...owner.unitName.split(/\s+/).map(bare)]
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length);
  const typed = bare(password);
  const left = known.reduce((text, word) => text.replaceAll(word, ' '), typed);
  return left !== typed && (left.match(/\p{L}/gu) ?? []).length < LETTERS_OF_ITS_OWN;
}

/**
 * Whether a password withstands who guesses it: by the 49,000 most common ones, keys beside each other, dates, and what
 * people of this country and its owner would think of. With and without diacritics and blanks, whichever is weaker.
 */
export async function isStrong(password: string, owner: Owner): Promise<boolean> {
  const guesser = await (loading ??= loadGuesser());
  const typed = password.slice(0, MOST_LOOKED_AT);
  const known = knownOf(owner);
  return [typed, bare(typed)].every((text) => guesser.check(text, known).score >= STRONG_ENOUGH);
}

let loading: ReturnType<typeof loadGuesser> | undefined;

/** Loaded when the first password is chosen, not at each start. */
async function loadGuesser() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...dictionary, vietnamese: COMMON_WORDS },
    graphs: adjacencyGraphs,
  });
}

/** Of Hoàng Thị Minh An also "minhan" and "hoangan". */
function knownOf({ username, fullName }: Owner): string[] {
  const names = fullName.split(/\s+/);
  const pairs = [names.slice(-2).join(''), `${names[0] ?? ''}${names.at(-1) ?? ''}`];
  const words = [username, ...username.split(/[^\p{L}\p{N}]+/u), fullName, ...names, ...pairs];
  return [...new Set(words.flatMap((word) => [word.toLowerCase(), bare(word)]))].filter(Boolean);
}

function bare(text: string): string {
  return fold(text).replace(/\s+/g, '');
}
