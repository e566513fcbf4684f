export type Style = 'regular' | 'bold' | 'italic' | 'bold-italic';
/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}
interface Word extends Run {
  /** In pt. */
  readonly width: number;
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

/** Breaks runs into lines of at most `width` pt, at blanks; a word that is wider than a line is cut where it must. */
export function breakLines(runs: readonly Run[], measure: Measure, width: number, firstLine = 0): Line[] {
  const lines: { words: Word[]; indent: number }[] = [{ words: [], indent: firstLine }];
  let left = width - firstLine;
  const space = measure(' ', 'regular');
  for (const word of runs.flatMap((run) => wordsOf(run, measure, width - firstLine))) {
    const line = lines.at(-1)!;
    if (line.words.length > 0 && word.width > left) {
      lines.push({ words: [word], indent: 0 });
      left = width - word.width - space;
    } else {
      line.words.push(word);
      left -= word.width + space;
    }
  }
  return lines.map((line, at) => ({
    ...line,
    width: line.words.reduce((sum, word) => sum + word.width, 0),
    isLast: at === lines.length - 1,
  }));
}

function wordsOf({ text, style }: Run, measure: Measure, widest: number): Word[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => {
      const width = measure(word, style);
      return width <= widest ? [{ text: word, style, width }] : cut(word, style, measure, widest);
    });
}

function cut(text: string, style: Style, measure: Measure, widest: number): Word[] {
  const pieces: { text: string; style: Style; width: number }[] = [];
  for (const character of text) {
    const width = measure(character, style);
    const piece = pieces.at(-1);
    if (piece && piece.width + width <= widest) {
      piece.text += character;
      piece.width += width;
    } else pieces.push({ text: character, style, width });
  }
  return pieces;
}
