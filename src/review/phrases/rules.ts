export const MOST_PHRASES = 100;
export const LONGEST_PHRASE = 1000;

/** What stands in a box after a phrase has been put there: on a line of its own, after what was typed. */
export function withPhrase(typed: string, phrase: string): string {
  const before = typed.trimEnd();
  return before === '' ? phrase : `${before}\n${phrase}`;
}

/** The beginning of a phrase, to choose it by. */
export function shortened(phrase: string, most = 90): string {
  const line = phrase.replace(/\s+/g, ' ');
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
