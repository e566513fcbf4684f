import { NO_BREAK } from './typography.js';

export type Style = 'regular' | 'bold' | 'italic' | 'bold-italic';
/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}
interface Word extends Run {
  /** In pt. */
  readonly width: number;
  /** Stands on the line of the word before it: a no-break blank is between them. */
  readonly isTied: boolean;
}
export interface Line {
  readonly words: readonly Word[];
  /** From the left edge of the paragraph, in pt. */
  readonly indent: number;
  /** Of the words alone, without what stands between them. */
  readonly width: number;
  readonly isLast: boolean;
}
/** How wide a text is in a style, in pt. */
export type Measure = (text: string, style: Style) => number;

/** Breaks runs into lines of at most `width` pt, at blanks; what is wider than a line is cut where it must. */
export function breakLines(runs: readonly Run[], measure: Measure, width: number, firstLine = 0): Line[] {
  const lines: { words: Word[]; indent: number }[] = [{ words: [], indent: firstLine }];
  let left = width - firstLine;
  const space = measure(' ', 'regular');
  for (const group of groupsOf(runs, measure, width - firstLine, space)) {
    const needed = group.reduce((sum, word) => sum + word.width + space, -space);
    if (lines.at(-1)!.words.length > 0 && needed > left) {
      lines.push({ words: [], indent: 0 });
      left = width;
    }
    lines.at(-1)!.words.push(...group);
    left -= needed + space;
  }
  return lines.map((line, at) => ({
    ...line,
    width: line.words.reduce((sum, word) => sum + word.width, 0),
    isLast: at === lines.length - 1,
  }));
}

/** Words that stand on one line; those that together are wider than one stand each for itself. */
function groupsOf(runs: readonly Run[], measure: Measure, widest: number, space: number): Word[][] {
  const groups: Word[][] = [];
  for (const word of runs.flatMap((run) => wordsOf(run, measure, widest)))
    if (word.isTied && groups.length > 0) groups.at(-1)!.push(word);
    else groups.push([word]);
  const isWide = (group: Word[]) => group.reduce((sum, { width }) => sum + width + space, -space) > widest;
  return groups.flatMap((group) => (isWide(group) ? group.map((word) => [word]) : [group]));
}

function wordsOf({ text, style }: Run, measure: Measure, widest: number): Word[] {
  return text
    .split(' ')
    .filter((group) => group !== '')
    .flatMap((group) =>
      group.split(NO_BREAK).flatMap((word, at) => {
        const width = measure(word, style);
        if (width > widest) return cut(word, style, measure, widest);
        return [{ text: word, style, width, isTied: at > 0 }];
      }),
    );
}

function cut(text: string, style: Style, measure: Measure, widest: number): Word[] {
  const pieces: { text: string; style: Style; width: number; isTied: boolean }[] = [];
  for (const character of text) {
    const width = measure(character, style);
    const piece = pieces.at(-1);
    if (piece && piece.width + width <= widest) {
      piece.text += character;
      piece.width += width;
    } else pieces.push({ text: character, style, width, isTied: false });
  }
  return pieces;
}
