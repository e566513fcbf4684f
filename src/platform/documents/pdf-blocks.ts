import { encode } from 'uqr';
import { paragraphs, plain, type Block } from './content.js';
import { points } from './layout.js';
import type { Line, Run } from './lines.js';
import type { Align, Element, PdfPages } from './pdf-pages.js';
import { drawTable, tableStart } from './pdf-table.js';

// Draws the blocks of a text. `after`: the height of what must follow a block's last words on the same page.

export interface Followed {
  readonly after: number;
  /** Of a heading of level 1. */
  readonly depth: number;
}

export function drawBlock(pages: PdfPages, block: Block, { after, depth }: Followed): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(pages, block, { after, depth });
    case 'paragraph':
    case 'list':
      return drawFlows(pages, block, after);
    case 'table':
      return drawTable(pages, block, after);
    case 'qr':
      return drawQr(pages, block);
  }
}

/** What of a block must stand where it begins, with `after` where that follows on the same page. */
export function startHeight(pages: PdfPages, block: Block, after: number): number {
  if (block.kind === 'table') return tableStart(pages, block, after);
  if (block.kind === 'qr') return qrHeight(pages, block) + after;
  const [first, ...others] = flowsOf(block);
  const height = pages.lineHeight(pages.layout.sizes.body);
  const count = first ? linesOf(pages, first).length : 0;
  const isParted = count >= 4;
  const isEnd = others.length === 0 && !isParted;
  return pages.layout.paragraphGap + (isParted ? 2 : count) * height + (isEnd ? after : 0);
}

/** The whole of a heading. */
export function headingHeight(pages: PdfPages, block: Extract<Block, { kind: 'heading' }>): number {
  const { sizes, paragraphGap } = pages.layout;
  const height = pages.lineHeight(sizes.body);
  return flowsOf(block).reduce((sum, runs) => sum + paragraphGap + linesOf(pages, runs).length * height, 0);
}

type Flowing = Extract<Block, { kind: 'heading' | 'paragraph' | 'list' }>;

/** The paragraphs of a block. */
function flowsOf(block: Flowing): Run[][] {
  if (block.kind === 'heading')
    return [[{ text: plain(block.text), style: block.level === 1 ? 'bold' : 'bold-italic' }]];
  if (block.kind === 'list')
    return block.items.map((item) => [{ text: `- ${plain(item)}`, style: 'regular' }]);
  const style = block.italic ? 'italic' : 'regular';
  return paragraphs(block.text).map((text, at): Run[] => {
    const lead: Run[] = at === 0 && block.lead ? [{ text: plain(block.lead), style: 'bold' }] : [];
    return [...lead, { text, style }];
  });
}

function linesOf(pages: PdfPages, runs: readonly Run[]): Line[] {
  const { sizes, firstLine } = pages.layout;
  return pages.lines(runs, sizes.body, pages.text.width, points(firstLine));
}

function drawHeading(
  pages: PdfPages,
  block: Extract<Block, { kind: 'heading' }>,
  { after, depth }: Followed,
): void {
  const level = depth + block.level - 1;
  pages.bookmark(plain(block.text), level);
  const type = `H${level}`;
  for (const runs of flowsOf(block)) flow(pages, pages.element(type), type, runs, { align: 'left', after });
}

function drawFlows(
  pages: PdfPages,
  block: Extract<Block, { kind: 'paragraph' | 'list' }>,
  after: number,
): void {
  const list = block.kind === 'list' ? pages.element('L') : undefined;
  const flows = flowsOf(block);
  flows.forEach((runs, at) => {
    const isLast = at === flows.length - 1;
    const element = list ? pages.element('LBody', pages.element('LI', list)) : pages.element('P');
    flow(pages, element, list ? 'LBody' : 'P', runs, { after: isLast ? after : 0 });
  });
}

/**
 * A paragraph of the body, over as many pages as it needs, never with a line alone at the foot or the head of one; its
 * last lines on the page of what follows.
 */
function flow(
  pages: PdfPages,
  element: Element,
  type: string,
  runs: readonly Run[],
  { align = 'justify', after }: { align?: Align; after: number },
): void {
  const { sizes } = pages.layout;
  let lines = linesOf(pages, runs);
  pages.y += pages.layout.paragraphGap;
  while (lines.length > 0) {
    const count = fitting(pages, lines.length, after);
    if (count === 0) {
      pages.newPage();
      continue;
    }
    const part = lines.slice(0, count);
    pages.mark(element, type, () => {
      pages.y = pages.drawLines(part, sizes.body, pages.text, align);
    });
    lines = lines.slice(count);
    if (lines.length > 0) pages.newPage();
  }
}

/** How many of the lines that are left stand on this page; 0 where they begin on the next one. */
function fitting(pages: PdfPages, left: number, after: number): number {
  const height = pages.lineHeight(pages.layout.sizes.body);
  const most = Math.floor(pages.room / height);
  const isEnd = left <= most && left * height + after <= pages.room;
  if (isEnd) return left;
  // All would fit, but not what follows: two lines go with it.
  const wanted = Math.min(most, left - 2);
  if (wanted >= 2) return wanted;
  return pages.isFresh ? Math.max(1, Math.min(most, left)) : 0;
}

/** The code, 30 mm wide, above its caption. */
function drawQr(pages: PdfPages, block: Extract<Block, { kind: 'qr' }>): void {
  const { link } = block;
  const { data, size } = encode(link, { ecc: 'M', border: 4 });
  const { doc, layout, text } = pages;
  const side = points(30);
  pages.y += layout.paragraphGap;
  const [left, top, module] = [text.x + (text.width - side) / 2, pages.y, side / size];
  pages.mark(pages.element('Figure', undefined, { alt: `Mã QR dẫn đến ${link}` }), 'Figure', () => {
    data.forEach((row, y) =>
      row.forEach((isDark, x) => {
        if (isDark) doc.rect(left + x * module, top + y * module, module, module);
      }),
    );
    doc.fill('black');
  });
  pages.y = top + side;
  pages.mark(pages.element('P'), 'P', () => {
    pages.y = pages.drawLines(captionOf(pages, block), layout.sizes.table, text, 'center');
  });
}

function captionOf(pages: PdfPages, { caption }: Extract<Block, { kind: 'qr' }>): Line[] {
  return pages.lines(
    [{ text: plain(caption), style: 'regular' }],
    pages.layout.sizes.table,
    pages.text.width,
  );
}

function qrHeight(pages: PdfPages, block: Extract<Block, { kind: 'qr' }>): number {
  const line = pages.lineHeight(pages.layout.sizes.table);
  return pages.layout.paragraphGap + points(30) + captionOf(pages, block).length * line;
}
