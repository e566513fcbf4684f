import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { isFigureColumn, isWhole, paragraphs, type Table as TableContent } from './content.js';
import { textWidth, twips, type OfficialLayout } from './layout.js';

/** A table whose header stands again on each page it reaches. */
export function dataTable(table: TableContent, layout: OfficialLayout): Table {
  const widths = table.widths.map((share) => Math.round(share * twips(textWidth(layout))));
  const alignment = (at: number) => (isFigureColumn(table, at) ? AlignmentType.RIGHT : AlignmentType.LEFT);
  const cell = (text: string, at: number, isHeader: boolean, keepNext: boolean) =>
    new TableCell({
      width: { size: widths[at]!, type: WidthType.DXA },
      children: lines(text).map(
        (line) =>
          new Paragraph({
            alignment: isHeader ? AlignmentType.CENTER : alignment(at),
            keepNext,
            children: [new TextRun({ text: line, bold: isHeader, size: 2 * layout.sizes.table })],
          }),
      ),
    });
  const row = (texts: readonly string[], isHeader: boolean, keepNext: boolean) =>
    new TableRow({
      tableHeader: isHeader,
      // One that no page holds must be parted.
      cantSplit: texts.join('').length < 1000,
      children: widths.map((_, at) => cell(texts[at] ?? '', at, isHeader, keepNext)),
    });
  const last = table.rows.length - 1;
  const side = twips(layout.cellPadding);
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { top: Math.round(side / 2), bottom: Math.round(side / 2), left: side, right: side },
    rows: [
      row(table.header, true, true),
      ...table.rows.map((texts, at) => row(texts, false, isWhole(table) && at < last)),
    ],
  });
}

/** A cell has a paragraph even where it is empty. */
function lines(text: string): string[] {
  const found = paragraphs(text);
  return found.length > 0 ? found : [''];
}
