import { Transform } from 'node:stream';
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
  let waiting = `\ufeff${csvLine(columns)}`;
  return new Transform({
    writableObjectMode: true,
    transform(row: readonly CsvCell[], _encoding, done) {
      waiting += csvLine(row);
      if (waiting.length < CHUNK) {
        done();
        return;
      }
      const chunk = waiting;
      waiting = '';
      done(null, chunk);
    },
    flush(done) {
      done(null, waiting);
    },
  });
}

/** In characters. Handing on each row by itself would cost more than writing it. */
const CHUNK = 16_384;

function csvLine(row: readonly CsvCell[]): string {
  return `${row.map(cellText).join(';')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return ungrouped(formatNumber(cell));
  return typeof cell === 'string' ? textCell(cell) : computedCell(cell);
}

/**
 * Quoted where it would end the cell, and where a spreadsheet would read it as a number or a day, which it can be told to
 * keep as text then.
 */
function textCell(text: string): string {
  const value = defused(text);
  return NO_WORDS.test(value) || /[;"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

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
