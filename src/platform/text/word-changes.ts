import { diffWordsWithSpace } from 'diff';

/** A run of words that stayed, came in or went out. */
export interface Run {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}
// Texts farther apart are shown whole, the old and the new: finding their common words takes too long and tells little.
const MOST_EDITS = 300;

/** The old and the new, whole. */
export function wholeRuns(before: string, after: string): Run[] {
  const runs: Run[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  return runs.filter((run) => run.text !== '');
}

/** What changed between two texts, word by word. */
export function wordRuns(before: string, after: string): Run[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (!parts) return wholeRuns(before, after);
  const runs = parts.map(({ value, added, removed }): Run => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value };
  });
  return withoutGaps(runs);
}

/** Words that changed one after the other read as one change: the blanks between them are no common ground. */
function withoutGaps(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed });
    if (added !== '') joined.push({ kind: 'added', text: added });
    removed = added = '';
  };
  for (const [at, { kind, text }] of runs.entries()) {
    const isGap = text.trim() === '' && at > 0 && at < runs.length - 1;
    if (kind === 'same' && !isGap) {
      flush();
      joined.push({ kind, text });
      continue;
    }
    if (kind !== 'added') removed += text;
    if (kind !== 'removed') added += text;
  }
  flush();
  return joined;
}
