/** A text that wraps in a column: `width` as spreadsheets count it, in digits of the usual type. */
export interface WrappedText {
  readonly text: string;
  readonly width: number;
}

const LINE = 15;
/** Excel has none higher. */
const HIGHEST = 409;

/**
 * How high a row must be for its longest text, in points. Excel and LibreOffice find that out by themselves only for
 * cells that are not merged, and other programs not at all.
 */
export function rowHeight(texts: readonly WrappedText[]): number {
  const lines = Math.max(1, ...texts.map(linesOf));
  return Math.min(lines * LINE, HIGHEST);
}

/** The letters of a text are narrower than digits on the average, in wide faces too. */
const LETTERS = 1.1;

function linesOf({ text, width }: WrappedText): number {
  const letters = Math.floor(width * LETTERS);
  return text.split('\n').reduce((lines, line) => lines + wrappedLines(line, letters), 0);
}

/** A word that does not fit begins the next line. */
function wrappedLines(line: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of line.split(' ')) {
    const length = word.length + (used > 0 ? 1 : 0);
    if (used + length <= width) used += length;
    else {
      lines += Math.max(1, Math.ceil(word.length / width)) - (used === 0 ? 1 : 0);
      used = word.length % width;
    }
  }
  return lines;
}
