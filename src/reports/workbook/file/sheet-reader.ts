import { columnIn } from '../../../platform/files/cell-names.js';
import { contentOf, type CellContent, type CellReading } from './cell-content.js';
import { stringText } from './strings.js';
import type { XmlReader } from './xml.js';
import { Refused } from './zip.js';

/** The cells of a sheet that hold something, by row and column, both counted from 1. */
export type SheetCells = ReadonlyMap<number, ReadonlyMap<number, CellContent>>;

/** Fills `cells` from a sheet's part. A row or a cell that does not say where it is follows the one before it. */
export function sheetReader(cells: Map<number, Map<number, CellContent>>, reading: CellReading): XmlReader {
  const string = stringText();
  let row = 0;
  let column = 0;
  let cell = { type: '', style: 0 };
  let value = '';
  let formula: string | undefined;
  let within = '';
  return {
    open: (name, { r = '', t = '', s = '0' }) => {
      if (name === 'row') [row, column] = [Number(r) || row + 1, 0];
      else if (name === 'c') {
        column = columnIn(r) || column + 1;
        cell = { type: t, style: Number(s) };
        [value, formula] = ['', undefined];
      } else if (name === 'f') formula = '';
      else string.open(name);
      within = name;
    },
    text: (piece) => {
      if (within === 'v') value += piece;
      else if (within === 'f') formula = (formula ?? '') + piece;
      else string.text(piece);
    },
    close: (name) => {
      within = '';
      string.close(name);
      if (name !== 'c') return;
      refuseDde(formula);
      const raw = { ...cell, value, inline: string.take(), hasFormula: formula !== undefined };
      const content = contentOf(raw, reading);
      if (content.kind !== 'empty') rowOf(cells, row).set(column, content);
    },
  };
}

function rowOf(cells: Map<number, Map<number, CellContent>>, row: number): Map<number, CellContent> {
  const known = cells.get(row) ?? new Map<number, CellContent>();
  cells.set(row, known);
  return known;
}

/** A bar outside of quotes starts another program: =cmd|'/c calc'!A0. Sheets' names stand in single ones. */
function refuseDde(formula = ''): void {
  if (formula.replace(/"[^"]*"|'[^']*'/g, '').includes('|'))
    throw new Refused('Tệp có công thức gọi chương trình khác (DDE). Hãy xóa công thức ấy rồi gửi lại.');
}
