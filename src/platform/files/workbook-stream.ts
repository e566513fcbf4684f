import { columnName } from './cell-names.js';
import { rowHeight } from './row-height.js';
import { cellXml, escaped, STYLES, wrappedText, type SheetCell } from './workbook-cells.js';
import { filterXml, namesXml, printXml } from './workbook-print.js';
import { zipStream, type ZipPart, type ZipParts } from './zip-stream.js';

export type { SheetCell } from './workbook-cells.js';

/** How a sheet looks, whatever it holds. */
export interface SheetFrame {
  readonly name: string;
  /** In characters. */
  readonly widths: readonly number[];
  /** Rows that stay in sight: the last of them names the columns, those above are titles. */
  readonly frozen: number;
}

export interface StreamedSheet extends SheetFrame {
  readonly rows: AsyncIterable<readonly SheetCell[]>;
}

/** Sheets that one reading makes: it gives a row for each of them, or null for one that has none here. */
export interface StreamedSheets {
  readonly sheets: readonly SheetFrame[];
  readonly rows: AsyncIterable<readonly (readonly SheetCell[] | null)[]>;
}

/**
 * An .xlsx as it is written: its sheets one after the other, their rows as they come, so that a workbook of any length
 * takes no memory; of sheets that one reading makes all but the first wait in files below `waitingIn`. Texts are never
 * formulas. Rows and cells say where they are, though the standard lets them do without: exceljs opens no others.
 * Columns can be filtered by their names, and a sheet prints on A4.
 */
export function workbookStream(
  given: readonly (StreamedSheet | StreamedSheets)[],
  waitingIn?: string,
): AsyncGenerator<Buffer> {
  const groups = writtenSheets(given);
  const written = groups.flatMap(({ sheets }) => sheets);
  const content: (ZipPart | ZipParts)[] = [
    { name: '[Content_Types].xml', content: [contentTypes(written.length)] },
    { name: '_rels/.rels', content: [PACKAGE] },
    { name: 'xl/_rels/workbook.xml.rels', content: [relations(written.length)] },
    { name: 'xl/styles.xml', content: [STYLES] },
    ...groups.map(({ sheets, rows }) => ({
      names: sheets.map(({ number }) => `xl/worksheets/sheet${number}.xml`),
      content: sheetsXml(sheets, rows),
    })),
    // After them: it says how far each filter reaches.
    { name: 'xl/workbook.xml', content: workbook(written) },
  ];
  return zipStream(content, waitingIn);
}

/** A sheet, its place from 1 on, and the last of its rows as soon as it is written. */
interface WrittenSheet extends SheetFrame {
  readonly number: number;
  lastRow: number;
}

function writtenSheets(given: readonly (StreamedSheet | StreamedSheets)[]) {
  const groups = given.map((sheet) => ('sheets' in sheet ? sheet : { sheets: [sheet], rows: alone(sheet) }));
  const names = distinctNames(groups.flatMap(({ sheets }) => sheets.map(({ name }) => name)));
  let number = 0;
  return groups.map(({ sheets, rows }) => ({
    rows,
    sheets: sheets.map((sheet): WrittenSheet => {
      number += 1;
      return { ...sheet, name: names[number - 1] ?? '', number, lastRow: 0 };
    }),
  }));
}

async function* alone({ rows }: StreamedSheet): AsyncGenerator<[readonly SheetCell[]]> {
  for await (const row of rows) yield [row];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A piece for each sheet, again and again. */
async function* sheetsXml(
  sheets: readonly WrittenSheet[],
  rows: StreamedSheets['rows'],
): AsyncGenerator<string[]> {
  const columns = sheets.map(({ widths }) => widths.map((_, at) => columnName(at + 1)));
  yield sheets.map(headXml);
  for await (const step of rows)
    yield sheets.map((sheet, at) => {
      const row = step[at];
      return row ? rowXml(row, sheet, columns[at] ?? []) : '';
    });
  yield sheets.map((sheet) => `</sheetData>${filterXml(sheet)}${printXml(sheet)}</worksheet>`);
}

function headXml({ number, widths, frozen }: WrittenSheet): string {
  const selected = number === 1 ? ' tabSelected="1"' : '';
  return [
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0"${selected}>${paneXml(frozen)}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.map(columnXml).join('')}</cols><sheetData>`,
  ].join('');
}

function rowXml(row: readonly SheetCell[], sheet: WrittenSheet, columns: readonly string[]): string {
  sheet.lastRow += 1;
  const { lastRow, frozen, widths } = sheet;
  const number = String(lastRow);
  const isTitle = lastRow < frozen;
  const cells = row.map((cell, at) =>
    cellXml(cell, `${columns[at] ?? columnName(at + 1)}${number}`, isTitle),
  );
  const height = isTitle ? 0 : heightOf(row, widths);
  return `<row r="${number}"${height > 0 ? ` ht="${height}"` : ''}>${cells.join('')}</row>`;
}

/** Of a row that has a text of more than one line; 0 for others. */
function heightOf(row: readonly SheetCell[], widths: readonly number[]): number {
  const texts = row.map((cell, at) => ({ text: wrappedText(cell), width: widths[at] ?? 0 }));
  const long = texts.filter(({ text, width }) => text.length > width || text.includes('\n'));
  return long.length > 0 ? rowHeight(long) : 0;
}

function paneXml(frozen: number): string {
  if (frozen === 0) return '';
  return `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
}

function columnXml(width: number, at: number): string {
  const place = String(at + 1);
  return `<col min="${place}" max="${place}" width="${width}" customWidth="1"/>`;
}

/** At most 31 characters, none that a sheet's name may not have, no name twice whatever its case. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .replace(/[:\\/?*[\]|]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Trang';
    for (let n = 1; ; n++) {
      const ending = n === 1 ? '' : ` (${n})`;
      const candidate = `${plain
        .slice(0, 31 - ending.length)
        .toWellFormed()
        .trim()}${ending}`;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  });
}

function* workbook(sheets: readonly WrittenSheet[]): Generator<string> {
  yield `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`;
  yield sheets
    .map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('');
  yield `</sheets><definedNames>${sheets.map(namesXml).join('')}</definedNames></workbook>`;
}

function relations(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${count + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `${HEAD}<Relationships xmlns="${RELATIONS}">${sheets.join('')}${styles}</Relationships>`;
}

const PACKAGE = `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function contentTypes(count: number): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const sheets = Array.from(
    { length: count },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${kind}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${sheets.join('')}</Types>`;
}
