import { inZone } from '../text/calendar.js';
import { formatNumber } from '../text/format.js';

/** Text, a number, a number in decimal digits of any length, a calendar day, an instant, a heading; null is empty. */
export type SheetCell =
  | string
  | number
  | { readonly digits: string }
  | { readonly day: Date }
  | { readonly time: Date }
  | { readonly heading: string }
  | null;

/** Places in STYLES. */
const HEADING = 1;
const DAY = 2;
const TEXT = 3;
const TIME = 4;
const WHOLE = 5;
const DECIMAL = 6;
const TITLE = 7;
const NOTE = 8;

/** `isTitle`: it stands above the columns' names, and over as many columns as it is long. '' for an empty cell. */
export function cellXml(cell: SheetCell, place: string, isTitle: boolean): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') return textXml(cell, place, isTitle ? NOTE : TEXT);
  if (typeof cell === 'number') return Number.isFinite(cell) ? numberXml(String(cell || 0), place) : '';
  if ('digits' in cell) return numberXml(cell.digits, place);
  if ('day' in cell) return valueXml(String(Math.floor(serial(cell.day))), place, DAY);
  if ('time' in cell) return valueXml(String(serial(cell.time)), place, TIME);
  return textXml(cell.heading, place, isTitle ? TITLE : HEADING);
}

/** What may take more than one line in its cell. */
export function wrappedText(cell: SheetCell): string {
  if (typeof cell === 'string') return cell;
  return cell !== null && typeof cell === 'object' && 'heading' in cell ? cell.heading : '';
}

function textXml(text: string, place: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(shortened(text))}</t></is></c>`;
}

/** Grouped by thousands, with decimals where it has any. */
function numberXml(digits: string, place: string): string {
  return valueXml(digits, place, /^-?\d+$/.test(digits) ? WHOLE : DECIMAL);
}

function valueXml(value: string, place: string, style: number): string {
  return `<c r="${place}" s="${style}"><v>${value}</v></c>`;
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

/** As XML; of what that cannot hold nothing. */
export function escaped(text: string): string {
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

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const FORMATS = ['dd/mm/yyyy', 'dd/mm/yyyy hh:mm', '#,##0.######'];
const [DAYS, TIMES, DECIMALS] = [164, 165, 166] as const;
const WRAPPED = '<alignment vertical="top" wrapText="1"/>';

/** In the order of the places above; 3 is #,##0, which every program has. */
const CELL_STYLES = [
  xf(0),
  xf(0, { font: 1, fill: 2, alignment: WRAPPED }),
  xf(DAYS),
  xf(0, { alignment: WRAPPED }),
  xf(TIMES),
  xf(3),
  xf(DECIMALS),
  xf(0, { font: 2 }),
  xf(0),
];

function xf(
  format: number,
  {
    font = 0,
    fill = 0,
    alignment = '<alignment vertical="top"/>',
  }: { font?: number; fill?: number; alignment?: string } = {},
): string {
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">${alignment}</xf>`;
}

const FONT = '<name val="Calibri"/><family val="2"/>';
const FONTS = [`<sz val="11"/>${FONT}`, `<b/><sz val="11"/>${FONT}`, `<b/><sz val="14"/>${FONT}`];
const FILLS = [
  '<patternFill patternType="none"/>',
  '<patternFill patternType="gray125"/>',
  '<patternFill patternType="solid"><fgColor rgb="FFE8E2D4"/><bgColor indexed="64"/></patternFill>',
];

function listed(name: string, items: readonly string[], each = ''): string {
  const inner = items.map((item) => (each === '' ? item : `<${each}>${item}</${each}>`)).join('');
  return `<${name} count="${items.length}">${inner}</${name}>`;
}

const NUMBER_FORMATS = FORMATS.map((code, at) => `<numFmt numFmtId="${DAYS + at}" formatCode="${code}"/>`);

/** The part that cells name their styles in. */
export const STYLES = [
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${MAIN}">`,
  listed('numFmts', NUMBER_FORMATS),
  listed('fonts', FONTS, 'font'),
  listed('fills', FILLS, 'fill'),
  listed('borders', ['<left/><right/><top/><bottom/><diagonal/>'], 'border'),
  listed('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
  listed('cellXfs', CELL_STYLES),
  listed('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
  '</styleSheet>',
].join('');
