import { columnName } from './cell-names.js';
import { escaped } from './workbook-cells.js';

/** What of a sheet is filtered, and how it stands on paper; `frozen` is the row of its columns' names, 0 for none. */
interface Printed {
  readonly name: string;
  readonly widths: readonly number[];
  readonly frozen: number;
  readonly lastRow: number;
}

export function filterXml(sheet: Printed): string {
  const range = filtered(sheet, '');
  return range === '' ? '' : `<autoFilter ref="${range}"/>`;
}

/** As wide as a page, turned where that is wide; the widest on several side by side, where it can still be read. */
export function printXml({ widths }: Printed): string {
  const orientation = charactersOf(widths) > UPRIGHT ? 'landscape' : 'portrait';
  const pages = String(pagesAcross(widths));
  return `<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${orientation}" fitToWidth="${pages}" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>`;
}

/** The names by which programs know what a sheet is filtered by, and what stands on each of its pages. */
export function namesXml(sheet: Printed, at: number): string {
  const { name, frozen, widths } = sheet;
  const prefix = `'${name.replaceAll("'", "''")}'!`;
  const named = (what: string, ranges: readonly string[], more = '') =>
    `<definedName name="_xlnm.${what}" localSheetId="${at}"${more}>${escaped(ranges.map((range) => prefix + range).join(','))}</definedName>`;
  const range = filtered(sheet, '$');
  const filter = range === '' ? '' : named('_FilterDatabase', [range], ' hidden="1"');
  const row = String(frozen);
  const beside = pagesAcross(widths) > 1 ? ['$A:$B'] : [];
  return filter + (frozen === 0 ? '' : named('Print_Titles', [...beside, `$${row}:$${row}`]));
}

/** How many characters of the usual size stand beside each other on A4, upright and turned. */
const [UPRIGHT, TURNED] = [100, 150];
/** How many times more of them can still be read. */
const SMALLER = 1.5;

const charactersOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);
const pagesAcross = (widths: readonly number[]) => Math.ceil(charactersOf(widths) / (TURNED * SMALLER));

/** The columns' names and all below them; '' where there are none. */
function filtered({ frozen, lastRow, widths }: Printed, dollar: '' | '$'): string {
  if (frozen === 0 || lastRow < frozen) return '';
  const cell = (column: string, row: number) => `${dollar}${column}${dollar}${row}`;
  return `${cell('A', frozen)}:${cell(columnName(widths.length), lastRow)}`;
}
