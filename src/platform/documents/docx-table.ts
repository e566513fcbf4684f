import { AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType } from 'docx';
import { isFigureColumn, isWhole, paragraphs, type Table as TableContent } from './content.js';
import { words } from './docx-text.js';
import { textWidth, twips, type OfficialLayout } from './layout.js';

/**
 * A table whose header stands again on each page it reaches. Its last row is on the page of the paragraph that must
 * follow it, so that none has a page of its own.
 */
export function dataTable(table: TableContent, layout: OfficialLayout): Table {
  const widths = table.widths.map((share) => Math.round(share * twips(textWidth(layout))));
  const side = twips(layout.cellPadding);
  const row = rowWriter(table, widths, layout);
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { top: Math.round(side / 2), bottom: Math.round(side / 2), left: side, right: side },
    rows: [
      row(table.header, { isHeader: true, keepNext: true }),
      ...table.rows.map((texts, at) => row(texts, { isHeader: false, keepNext: isKept(table, at) })),
    ],
  });
}

/** Whether the row stands on the page of the next one: of a short table all do, else the first and the last two. */
function isKept(table: TableContent, at: number): boolean {
  return isWhole(table) || at === 0 || at >= table.rows.length - 2;
}

function rowWriter(table: TableContent, widths: readonly number[], { sizes }: OfficialLayout) {
  const alignment = (at: number) => (isFigureColumn(table, at) ? AlignmentType.RIGHT : AlignmentType.LEFT);
  interface Kind {
    readonly isHeader: boolean;
    readonly keepNext: boolean;
  }
  const cell = (text: string, at: number, { isHeader, keepNext }: Kind) =>
    new TableCell({
      width: { size: widths[at]!, type: WidthType.DXA },
      children: lines(text).map(
        (line) =>
          new Paragraph({
            alignment: isHeader ? AlignmentType.CENTER : alignment(at),
            keepNext,
            children: [words(line, { bold: isHeader, size: 2 * sizes.table })],
          }),
      ),
    });
  return (texts: readonly string[], kind: Kind) =>
    new TableRow({
      tableHeader: kind.isHeader,
      // One that no page holds must be parted.
      cantSplit: texts.join('').length < 1000,
      children: widths.map((_, at) => cell(texts[at] ?? '', at, kind)),
    });
}

/** A cell has a paragraph even where it is empty. */
function lines(text: string): string[] {
  const found = paragraphs(text);
  return found.length > 0 ? found : [''];
}
