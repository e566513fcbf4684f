import { stringify, type Stringifier } from 'csv-stringify';

/**
 * A CSV stream that a Vietnamese Excel opens as a table: with a byte order mark, since it takes a file without one
 * for Windows-1258, and semicolons between cells, since its decimal sign is the comma. A text that a spreadsheet
 * would take for a formula is quoted with an apostrophe; a negative number is none.
 */
export function csvStream(columns: readonly string[]): Stringifier {
  return stringify({
    bom: true,
    delimiter: ';',
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { string: (text) => (NEGATIVE.test(text) ? { value: text, escape_formulas: false } : text) },
  });
}

const NEGATIVE = /^-\d+(,\d+)?$/;
