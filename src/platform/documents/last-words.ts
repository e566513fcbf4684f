/** A paragraph longer than this (about ten lines) may be split: moved whole to the next page, it would leave a large gap. */
const WHOLE = 800;
/** Least and greatest length of the end that is kept with what follows: about two lines and eight. */
const [FEWEST, MOST] = [150, 600];

/**
 * The last words of a text apart from what is before them, where a word processor must keep them with what follows: it
 * keeps whole paragraphs only. They begin with a sentence, as a paragraph does, if one begins there; `isSentence` says so.
 * Undefined for a text that can be kept whole.
 */
export function partLastWords(
  text: string,
): { before: string; last: string; isSentence: boolean } | undefined {
  if (text.length <= WHOLE) return undefined;
  const from = text.length - MOST;
  const window = text.slice(from, text.length - FEWEST);
  const ends = [...window.matchAll(/[.!?;…][”»")\]]* /g)].map(
    ({ index, 0: end }) => from + index + end.length,
  );
  const at = ends.at(-1) ?? from + window.lastIndexOf(' ') + 1;
  if (at === from) return undefined;
  return { before: text.slice(0, at).trimEnd(), last: text.slice(at), isSentence: ends.length > 0 };
}
