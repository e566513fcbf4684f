import { inZone } from './calendar.js';
import { formatNumber } from './format.js';
import { zipStream, type ZipPart } from './zip-stream.js';

/** Text, a number, a number in decimal digits of any length, a calendar day, an instant, a heading; null is empty. */
export type SheetCell =
  | string
  | number
  | { readonly digits: string }
  | { readonly day: Date }
  | { readonly time: Date }
  | { readonly heading: string }
  | null;

export interface StreamedSheet {
  readonly name: string;
  /** In characters. */
  readonly widths: readonly number[];
  /** Rows that stay in sight. */
  readonly frozen: number;
  readonly rows: AsyncIterable<readonly SheetCell[]>;
}

/**
 * An .xlsx as it is written: its sheets one after the other, their rows as they come, so that a workbook of any length
 * takes no memory. Texts are never formulas.
 */
export function workbookStream(sheets: readonly StreamedSheet[]): AsyncGenerator<Buffer> {
  const names = distinctNames(sheets.map(({ name }) => name));
  return zipStream([
    { name: '[Content_Types].xml', content: [contentTypes(names.length)] },
    { name: '_rels/.rels', content: [PACKAGE] },
    { name: 'xl/workbook.xml', content: [workbook(names)] },
    { name: 'xl/_rels/workbook.xml.rels', content: [relations(names.length)] },
    { name: 'xl/styles.xml', content: [STYLES] },
    ...sheets.map((sheet, at): ZipPart => ({
      name: `xl/worksheets/sheet${String(at + 1)}.xml`,
      content: sheetXml(sheet, at === 0),
    })),
  ]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

async function* sheetXml({ widths, frozen, rows }: StreamedSheet, isFirst: boolean): AsyncGenerator<string> {
  const top = String(frozen + 1);
  const pane =
    frozen > 0
      ? `<pane ySplit="${String(frozen)}" topLeftCell="A${top}" activePane="bottomLeft" state="frozen"/>`
      : '';
  const selected = isFirst ? ' tabSelected="1"' : '';
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${selected}>${pane}</sheetView></sheetViews><cols>`;
  yield widths
    .map(
      (width, at) =>
        `<col min="${String(at + 1)}" max="${String(at + 1)}" width="${String(width)}" customWidth="1"/>`,
    )
    .join('');
  yield '</cols><sheetData>';
  for await (const row of rows) yield `<row>${row.map(cellXml).join('')}</row>`;
  yield '</sheetData></worksheet>';
}

/** Places in STYLES. */
const HEADING = 1;
const DAY = 2;
const TEXT = 3;
const TIME = 4;

function cellXml(cell: SheetCell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'string') return textXml(cell, TEXT);
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c><v>${String(cell)}</v></c>` : '<c/>';
  if ('digits' in cell) return `<c><v>${cell.digits}</v></c>`;
  if ('day' in cell) return dateXml(Math.floor(serial(cell.day)), DAY);
  if ('time' in cell) return dateXml(serial(cell.time), TIME);
  return textXml(cell.heading, HEADING);
}

function textXml(text: string, style: number): string {
  return `<c t="inlineStr" s="${String(style)}"><is><t xml:space="preserve">${escaped(shortened(text))}</t></is></c>`;
}

function dateXml(at: number, style: number): string {
  return `<c s="${String(style)}"><v>${String(at)}</v></c>`;
}

/** What a cell of a spreadsheet holds, in characters. */
const MOST = 32_767;

function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const note = ` […đã cắt: cả bài có ${formatNumber(text.length)} ký tự, xem đủ trong tệp JSON hoặc CSV]`;
  return text.slice(0, MOST - note.length) + note;
}

// What XML cannot hold.
// eslint-disable-next-line no-control-regex -- they are what it looks for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(FORBIDDEN, '')
      // Spreadsheets read "_x000D_" as a control character.
      .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
      .replace(/[&<>"]/g, (c) => SPECIAL[c] ?? c)
  );
}

/** Days since 30 December 1899. A spreadsheet knows no zones: it shows the wall clock of Asia/Ho_Chi_Minh. */
function serial(at: Date): number {
  const there = at.getTime() + inZone(at).utcOffset() * 60_000;
  return there / 86_400_000 + 25_569;
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
      const ending = n === 1 ? '' : ` (${String(n)})`;
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

function workbook(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${escaped(name)}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function relations(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, at) =>
      `<Relationship Id="rId${String(at + 1)}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${String(at + 1)}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${String(count + 1)}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `${HEAD}<Relationships xmlns="${RELATIONS}">${sheets.join('')}${styles}</Relationships>`;
}

const PACKAGE = `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function contentTypes(count: number): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const sheets = Array.from(
    { length: count },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${String(at + 1)}.xml" ContentType="${kind}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${sheets.join('')}</Types>`;
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" applyNumberFormat="1"/><xf applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`;
