import { Transform } from 'node:stream';
import Papa from 'papaparse';
import { inZone } from '../text/calendar.js';
import { formatExact, formatNumber } from '../text/format.js';

/**
 * What a cell holds: a text, or what the portal itself computed: a number, a number in decimal digits of any length
 * ("-12.5"), a calendar day, an instant.
 */
export type CsvCell =
  string | number | { readonly digits: string } | { readonly day: Date } | { readonly time: Date } | null;

/**
 * A CSV stream that a Vietnamese Excel opens as a table: with a byte order mark, since it takes a file without one
 * for Windows-1258, and semicolons between cells, since its decimal sign is the comma. It takes rows of `CsvCell`.
 * Days are written year first, which no spreadsheet takes for another day (docs/decisions/0031).
 */
export function csvStream(columns: readonly string[]): Transform {
  const lines = csvWriter();
  let waiting: (readonly CsvCell[])[] = [];
  return new Transform({
    writableObjectMode: true,
    construct(done) {
      this.push(csvHead(columns));
      done();
    },
    transform(row: readonly CsvCell[], _encoding, done) {
      waiting.push(row);
      if (waiting.length < AT_ONCE) {
        done();
        return;
      }
      const rows = waiting;
      waiting = [];
      done(null, lines(rows));
    },
    flush(done) {
      done(null, lines(waiting));
    },
  });
}

/** Handing on each row by itself would cost more than writing it; many more make long strings, which cost more again. */
const AT_ONCE = 50;

/** What a file begins with. */
export function csvHead(columns: readonly string[]): string {
  return `\ufeff${csvWriter()([columns])}`;
}

/** Writes rows as lines of such a stream, some at a time. */
export function csvWriter(): (rows: readonly (readonly CsvCell[])[]) => string {
  const cellOf = writtenCells();
  return (rows) => {
    if (rows.length === 0) return '';
    return `${Papa.unparse(
      rows.map((row) => row.map(cellOf)),
      FORMAT,
    )}${FORMAT.newline}`;
  };
}

const FORMAT = {
  delimiter: ';',
  newline: '\r\n',
  quotes: (cell: unknown) => cell instanceof WrittenCell && cell.isQuoted,
};

/** A cell as it is to be read, for the library to write. */
class WrittenCell {
  constructor(
    readonly text: string,
    readonly isQuoted: boolean,
  ) {}

  toString(): string {
    return this.text;
  }
}

/** Many cells are those of a row above. */
const SHORT = 200;
const MOST_KEPT = 2000;

function writtenCells(): (cell: CsvCell) => WrittenCell {
  const kept = new Map<CsvCell, WrittenCell>();
  return (cell) => {
    const known = kept.get(cell);
    if (known) return known;
    const written = writtenCell(cell);
    if (typeof cell === 'object' || written.text.length > SHORT) return written;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(cell, written);
    return written;
  };
}

function writtenCell(cell: CsvCell): WrittenCell {
  if (cell === null) return NOTHING;
  if (typeof cell === 'number') return new WrittenCell(ungrouped(formatNumber(cell)), false);
  if (typeof cell === 'object') return new WrittenCell(computedCell(cell), false);
  const text = defused(cell);
  return new WrittenCell(text, NO_WORDS.test(text));
}

const NOTHING = new WrittenCell('', false);
/** What a spreadsheet would read as a number or a day; it can be told to keep quoted cells as text. */
const NO_WORDS = /^(?!').*\p{Nd}|^(?:true|false)$|^\s|[\t\n\r]|\s$/isu;

function computedCell(cell: Exclude<CsvCell, string | number | null>): string {
  if ('digits' in cell) return ungrouped(formatExact(cell.digits));
  if ('day' in cell) return inZone(cell.day).format('YYYY-MM-DD');
  return inZone(cell.time).format('YYYY-MM-DD HH:mm');
}

function ungrouped(words: string): string {
  return words.replaceAll('.', '');
}

// A cell begins at its start, and in a program that parts the file at another sign than ours, quotes or no quotes, after
// any line end, comma, semicolon, tab or quote. What begins a formula is as OWASP lists it, full-width signs too.
const LIVE = /(?<=^|[\n\r\t,;"])(?='*[=+\-@\t\r＝＋－＠])/g;

/**
 * The text with an apostrophe wherever a formula could begin: no spreadsheet calculates it then. One apostrophe taken
 * away at each such place (before any number of others and =, +, -, @ …) gives the very text again.
 */
export function defused(text: string): string {
  return text.replace(LIVE, "'");
}
