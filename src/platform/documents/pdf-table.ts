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

/**
 * A table whose header stands again on each page it reaches. A row that no page holds is parted between lines. `after`:
 * the height of what must follow the last row on its page.
 */
export function drawTable(pages: PdfPages, table: Table, after: number): void {
  const element = pages.element('Table');
  pages.y += pages.layout.paragraphGap;
  drawRow(pages, headerCells(pages, table, pages.element('TR', element)), { onNewPage: () => undefined });
  const onNewPage = () => drawRow(pages, headerCells(pages, table), { onNewPage: () => undefined });
  table.rows.forEach((row, at) => {
    const tr = pages.element('TR', element);
    drawRow(pages, rowCells(pages, table, row, tr), { onNewPage, after: belowRow(pages, table, at, after) });
  });
  pages.y += pages.layout.paragraphGap;
}

/** What must stand below a row on its page: of the last row what follows the table, of the one before it the last row. */
function belowRow(pages: PdfPages, table: Table, at: number, after: number): number {
  const below = after > 0 ? after + pages.layout.paragraphGap : 0;
  const left = table.rows.length - 1 - at;
  if (left === 0) return below;
  const last = left === 1 ? heightOf(pages, rowLines(pages, table, table.rows.at(-1)!)) : 0;
  return isParted(pages, last) || last === 0 ? 0 : last + below;
}

/** As much as must stand on the page on which the table begins: a short table whole, else its header and first rows. */
export function tableStart(pages: PdfPages, table: Table, after: number): number {
  const { paragraphGap, sizes } = pages.layout;
  const line = pages.lineHeight(sizes.table);
  const rows = isWhole(table) ? table.rows : table.rows.slice(0, 2);
  const heights = rows.map((row) => heightOf(pages, rowLines(pages, table, row)));
  const [first = 0, second = 0] = heights.map((height) => (isParted(pages, height) ? 3 * line : height));
  const few = second < 4 * line ? [first, second] : [first];
  const held = isWhole(table) ? heights : few.slice(0, heights.length);
  const isEnd = held.length === table.rows.length;
  const header = heightOf(pages, headerLines(pages, table));
  return held.reduce(
    (sum, height) => sum + height,
    paragraphGap + header + (isEnd ? after + paragraphGap : 0),
  );
}

/** Whether a row of that height goes on on the next page: moved whole, it would leave too much of this one empty. */
function isParted(pages: PdfPages, height: number): boolean {
  return height > pages.fullRoom / 3;
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

/** `onNewPage` is called after a page has begun, before the row goes on; `after`: what follows it on its page. */
function drawRow(
  pages: PdfPages,
  cells: readonly Cell[],
  { onNewPage, after = 0 }: { onNewPage: () => void; after?: number },
): void {
  const height = pages.lineHeight(pages.layout.sizes.table);
  const around = 2 * padding(pages);
  const count = Math.max(1, ...cells.map(({ lines }) => lines.length));
  const begin = () => {
    pages.newPage();
    onNewPage();
  };
  const whole = count * height + around;
  const needed = isParted(pages, whole) ? 2 * height + around : whole + after;
  if (pages.room < needed) begin();
  for (let from = 0; from < count;) {
    const left = count - from;
    const most = Math.max(1, Math.floor((pages.room - around) / height));
    // Where what follows does not fit below the rest, two lines go with it.
    const isEnd = left <= most && left * height + around + after <= pages.room;
    const take = isEnd ? left : Math.max(1, Math.min(most, after > 0 ? left - 2 : left));
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
    const draw = () => pages.drawLines(part, layout.sizes.table, box, align, { y: top + pad });
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
