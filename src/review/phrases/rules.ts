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

/** The ids in their new order: the one moved changes places with its neighbour; at the end it stays. */
export function moved(ids: readonly number[], id: number, direction: 'up' | 'down'): number[] {
  const at = ids.indexOf(id);
  const to = direction === 'up' ? at - 1 : at + 1;
  const other = ids[to];
  if (at < 0 || other === undefined) return [...ids];
  return ids.map((one, i) => (i === at ? other : i === to ? id : one));
}
