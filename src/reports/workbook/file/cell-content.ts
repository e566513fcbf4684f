import { formatOf, type CellFormats } from './number-formats.js';
import { unescaped } from './strings.js';

/** What a cell holds, whoever wrote the file. A day is Excel's own: no zone, given as midnight UTC. */
export type CellContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly isPercent: boolean }
  | { readonly kind: 'day'; readonly at: Date }
  | { readonly kind: 'yes-no'; readonly value: boolean }
  | { readonly kind: 'formula' }
  | { readonly kind: 'error'; readonly text: string };

/** What all cells of a workbook are read by. */
export interface CellReading {
  readonly strings: readonly string[];
  readonly formats: CellFormats;
  /** Whether day 0 is 1 January 1904: workbooks that began on a Mac, and LibreOffice where it is asked to. */
  readonly is1904: boolean;
}

/** A cell as its element has it: the attributes t and s, its value, and its text where that stands in the cell. */
export interface RawCell {
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly inline: string;
  readonly hasFormula: boolean;
}

export function contentOf(
  { type, style, value, inline, hasFormula }: RawCell,
  reading: CellReading,
): CellContent {
  if (hasFormula) return { kind: 'formula' };
  switch (type) {
    case 's':
      return textContent(reading.strings[Number(value)] ?? '');
    case 'inlineStr':
      return textContent(inline);
    case 'str':
      return textContent(unescaped(value));
    case 'b':
      return { kind: 'yes-no', value: value === '1' || value === 'true' };
    case 'e':
      return { kind: 'error', text: value };
    case 'd':
      return dayContent(Date.parse(`${value.slice(0, 10)}T00:00:00Z`), value);
    default:
      return value.trim() === '' ? { kind: 'empty' } : numberContent(value, style, reading);
  }
}

function textContent(text: string): CellContent {
  return text === '' ? { kind: 'empty' } : { kind: 'text', text };
}

function numberContent(written: string, style: number, { formats, is1904 }: CellReading): CellContent {
  const value = Number(written);
  if (!Number.isFinite(value)) return { kind: 'error', text: written };
  const kind = formatOf(formats, style, value);
  if (kind === 'day' && value >= 0)
    return dayContent(dayZero(value, is1904) + Math.floor(value) * DAY, written);
  return { kind: 'number', value, isPercent: kind === 'percent' };
}

const DAY = 86_400_000;

/** Excel counts a 29 February 1900 that never was: days before it have another zero. */
function dayZero(value: number, is1904: boolean): number {
  if (is1904) return Date.UTC(1904, 0, 1);
  return Date.UTC(1899, 11, value < 60 ? 31 : 30);
}

/** Excel's last day is in the year 9999. */
function dayContent(at: number, written: string): CellContent {
  return at <= Date.UTC(9999, 11, 31) ? { kind: 'day', at: new Date(at) } : { kind: 'error', text: written };
}
