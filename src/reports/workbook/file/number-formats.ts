import type { XmlReader } from './xml.js';

/** How a format shows a number: a percentage is multiplied by 100, a day is a count of days. */
export type FormatKind = 'plain' | 'percent' | 'day';

/** The formats of a workbook's cells, by their style. */
export interface CellFormats {
  /** By number: those that the workbook brings; programs know the others by heart. */
  readonly codes: Map<number, string>;
  /** The number of the format of each style. */
  readonly styles: number[];
}

export function stylesReader({ codes, styles }: CellFormats): XmlReader {
  let isInCells = false;
  return {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'cellXfs') isInCells = true;
      if (name === 'numFmt' && !codes.has(Number(numFmtId))) codes.set(Number(numFmtId), formatCode);
      if (name === 'xf' && isInCells) styles.push(Number(numFmtId));
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  };
}

export function formatOf({ codes, styles }: CellFormats, style: number, value: number): FormatKind {
  const number = styles[style] ?? 0;
  return kindOf(codes.get(number) ?? BUILT_IN[number] ?? '', value);
}

/** ECMA-376, part 1, 18.8.30: those that are no plain numbers; from 27 on, those of Asian languages. */
const BUILT_IN: Readonly<Record<number, string>> = {
  9: '0%',
  10: '0.00%',
  ...Object.fromEntries([14, 15, 16, 17, 22].map((number) => [number, 'd/m/yy'])),
  ...Object.fromEntries([27, 28, 29, 30, 31, 36].map((number) => [number, 'd/m/yy'])),
  ...Object.fromEntries([50, 51, 52, 53, 54, 57, 58].map((number) => [number, 'd/m/yy'])),
};

/** Words in quotes, single characters after \ _ and *, and in brackets colours and languages, but not [h], the hours. */
const LITERAL = /"[^"]*"?|[\\_*][^]|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/** "0 %" multiplies; `0" %"` and `0\%` only write the sign behind the number as it is. */
function kindOf(code: string, value: number): FormatKind {
  const sections = code.replace(LITERAL, '').toLowerCase().split(';');
  const own = sections[value < 0 ? 1 : value === 0 ? 2 : 0] ?? sections[0] ?? '';
  if (own.includes('%')) return 'percent';
  return /[dy]/.test(own) || (/m/.test(own) && !/[hs]/.test(own)) ? 'day' : 'plain';
}
