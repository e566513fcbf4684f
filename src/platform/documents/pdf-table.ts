import { isFigureColumn, isWhole, plain, paragraphs, type Table } from './content.js';
import { points } from './layout.js';
import type { Line } from './lines.js';
import type { Align, Box, Element, PdfPages } from './pdf-pages.js';

interface Cell {
  readonly box: Box;
  readonly lines: readonly Line[];
  readonly align: Align;
  /** Undefined for a header that is only repeated. */
  readonly element: Element | undefined;
  readonly type: 'TH' | 'TD';
}

/** A table whose header stands again on each page it reaches. A row that no page holds is parted between lines. */
export function drawTable(pages: PdfPages, table: Table): void {
  const element = pages.element('Table');
  pages.y += pages.layout.paragraphGap;
  pages.ensure(tableHeight(pages, table));
  drawRow(pages, headerCells(pages, table, pages.element('TR', element)), () => undefined);
  const repeatHeader = () => drawRow(pages, headerCells(pages, table), () => undefined);
  for (const row of table.rows) {
    const tr = pages.element('TR', element);
    drawRow(pages, rowCells(pages, table, row, tr), repeatHeader);
  }
  pages.y += pages.layout.paragraphGap;
}

/** Of the whole table, or of as much of it as its first page must hold. */
export function tableHeight(pages: PdfPages, table: Table): number {
  const line = pages.lineHeight(pages.layout.sizes.table);
  if (!isWhole(table)) return 3 * (line + 2 * padding(pages));
  const header = heightOf(pages, headerLines(pages, table));
  return table.rows.reduce((sum, row) => sum + heightOf(pages, rowLines(pages, table, row)), header);
}

function heightOf(pages: PdfPages, cells: readonly (readonly Line[])[]): number {
  const count = Math.max(1, ...cells.map((lines) => lines.length));
  return count * pages.lineHeight(pages.layout.sizes.table) + 2 * padding(pages);
}

function headerLines(pages: PdfPages, table: Table): Line[][] {
  const { table: size } = pages.layout.sizes;
  return boxes(pages, table).map(({ width }, at) =>
    pages.lines([{ text: plain(table.header[at] ?? ''), style: 'bold' }], size, width),
  );
}

function rowLines(pages: PdfPages, table: Table, row: readonly string[]): Line[][] {
  const { table: size } = pages.layout.sizes;
  return boxes(pages, table).map(({ width }, at) =>
    paragraphs(row[at] ?? '').flatMap((text) => pages.lines([{ text, style: 'regular' }], size, width)),
  );
}

function headerCells(pages: PdfPages, table: Table, row?: Element): Cell[] {
  const lines = headerLines(pages, table);
  return boxes(pages, table).map((box, at) => ({
    box,
    lines: lines[at] ?? [],
    align: 'center',
    element: row && pages.element('TH', row, { scope: 'Column' }),
    type: 'TH',
  }));
}

function rowCells(pages: PdfPages, table: Table, row: readonly string[], tr: Element): Cell[] {
  const lines = rowLines(pages, table, row);
  return boxes(pages, table).map((box, at) => ({
    box,
    lines: lines[at] ?? [],
    align: isFigureColumn(table, at) ? 'right' : 'left',
    element: pages.element('TD', tr),
    type: 'TD',
  }));
}

/** `onNewPage` is called after a page has begun, before the row goes on. */
function drawRow(pages: PdfPages, cells: readonly Cell[], onNewPage: () => void): void {
  const height = pages.lineHeight(pages.layout.sizes.table);
  const around = 2 * padding(pages);
  const count = Math.max(1, ...cells.map(({ lines }) => lines.length));
  const begin = () => {
    pages.newPage();
    onNewPage();
  };
  const isLong = count * height + around > pages.fullRoom / 2;
  if (pages.room < (isLong ? 2 : count) * height + around) begin();
  for (let from = 0; from < count;) {
    const take = Math.max(1, Math.min(count - from, Math.floor((pages.room - around) / height)));
    drawPart(pages, cells, from, from + take);
    from += take;
    if (from < count) begin();
  }
}

function drawPart(pages: PdfPages, cells: readonly Cell[], from: number, to: number): void {
  const { doc, layout } = pages;
  const top = pages.y;
  const pad = padding(pages);
  const height = (to - from) * pages.lineHeight(layout.sizes.table) + 2 * pad;
  for (const { box, lines, align, element, type } of cells) {
    const part = lines.slice(from, to);
    const draw = () => pages.drawLines(part, layout.sizes.table, box, align, top + pad);
    if (!element) pages.artifact(draw, 'Pagination');
    else if (part.length > 0) pages.mark(element, type, draw);
    pages.artifact(() => {
      doc
        .rect(box.x - pad, top, box.width + 2 * pad, height)
        .lineWidth(0.5)
        .stroke('black');
    });
  }
  pages.y = top + height;
}

/** Where the text of each column stands, within its padding. */
function boxes(pages: PdfPages, { widths }: Table): Box[] {
  const pad = padding(pages);
  return widths.map((share, at) => {
    const before = widths.slice(0, at).reduce((sum, width) => sum + width, 0);
    return { x: pages.text.x + before * pages.text.width + pad, width: share * pages.text.width - 2 * pad };
  });
}

function padding({ layout }: PdfPages): number {
  return points(layout.cellPadding);
}
