import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { encode } from 'uqr';
import { paragraphs, plain, type Block, type OfficialDocument } from './content.js';
import { officialLayout, points, type OfficialLayout } from './layout.js';
import type { Run } from './lines.js';
import {
  closingHeight,
  drawAnnexTitle,
  drawClosing,
  drawLetterhead,
  drawNation,
  drawTitle,
} from './pdf-frame.js';
import { PdfPages, type Align, type Element } from './pdf-pages.js';
import { drawTable, tableHeight } from './pdf-table.js';

/** The document as a tagged PDF, its text in Vietnamese (NFC) in the embedded face. */
export async function writePdf(
  document: OfficialDocument,
  layout: OfficialLayout = officialLayout,
): Promise<Buffer> {
  const pages = new PdfPages(layout, document);
  // The file is read while it is written: it waits for its reader.
  const written = buffer(pages.doc);
  if (document.letterhead) drawLetterhead(pages, document, document.letterhead);
  if (document.nation) drawNation(pages);
  drawTitle(pages, document);
  // No page has a signature alone.
  const after = document.closing ? closingHeight(pages, document.closing) : 0;
  await drawBlocks(pages, document.blocks, after);
  if (document.closing) drawClosing(pages, document.closing);
  for (const annex of document.annexes ?? []) {
    pages.newPage();
    drawAnnexTitle(pages, document, annex);
    await drawBlocks(pages, annex.blocks);
  }
  pages.doc.end();
  return written;
}

/** Measuring and drawing a long report takes a second: others are served in between. */
async function drawBlocks(pages: PdfPages, blocks: readonly Block[], after = 0): Promise<void> {
  for (const [at, block] of blocks.entries()) {
    pages.ensure(heightTogether(pages, blocks, at, after));
    drawBlock(pages, block);
    await setImmediate();
  }
}

/**
 * Of a heading or an introduction with what it must not be parted from, and of a short last paragraph with the `after`
 * that follows the blocks; 0 for any other block.
 */
function heightTogether(pages: PdfPages, blocks: readonly Block[], at: number, after: number): number {
  const { sizes, paragraphGap, firstLine } = pages.layout;
  const line = pages.lineHeight(sizes.body);
  const block = blocks[at];
  if (block?.kind === 'heading') return line + paragraphGap + restTogether(pages, blocks, at + 1, after);
  const isLast = at === blocks.length - 1 && after > 0;
  if (block?.kind !== 'paragraph' || !(block.keepNext || isLast)) return 0;
  const lines = paragraphs(block.text).map((text) =>
    pages.lines([{ text, style: 'regular' }], sizes.body, pages.text.width, points(firstLine)),
  );
  const height = lines.reduce((sum, { length }) => sum + length * line + paragraphGap, 0);
  if (height > pages.fullRoom / 3) return 0;
  return height + restTogether(pages, blocks, at + 1, after);
}

function restTogether(pages: PdfPages, blocks: readonly Block[], at: number, after: number): number {
  const block = blocks[at];
  if (!block) return after;
  if (block.kind === 'table') return pages.layout.paragraphGap + tableHeight(pages, block);
  return heightTogether(pages, blocks, at, after);
}

function drawBlock(pages: PdfPages, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(pages, block);
    case 'paragraph':
      return drawParagraphs(pages, block);
    case 'list':
      return drawList(pages, block.items);
    case 'table':
      return drawTable(pages, block);
    case 'qr':
      return drawQr(pages, block.link, block.caption);
  }
}

/** With the two lines after it on the same page. */
function drawHeading(pages: PdfPages, { text, level }: Extract<Block, { kind: 'heading' }>): void {
  const { body } = pages.layout.sizes;
  const type = `H${String(level + 1)}`;
  const style = level === 1 ? 'bold' : 'bold-italic';
  pages.ensure(4 * pages.lineHeight(body) + 2 * pages.layout.paragraphGap);
  flow(pages, pages.element(type), type, [{ text: plain(text), style }], { align: 'left' });
}

function drawParagraphs(pages: PdfPages, block: Extract<Block, { kind: 'paragraph' }>): void {
  const style = block.italic ? 'italic' : 'regular';
  paragraphs(block.text).forEach((text, at) => {
    const lead: Run[] = at === 0 && block.lead ? [{ text: plain(block.lead), style: 'bold' }] : [];
    flow(pages, pages.element('P'), 'P', [...lead, { text, style }]);
  });
}

function drawList(pages: PdfPages, items: readonly string[]): void {
  const list = pages.element('L');
  for (const item of items) {
    const body = pages.element('LBody', pages.element('LI', list));
    flow(pages, body, 'LBody', [{ text: `- ${plain(item)}`, style: 'regular' }]);
  }
}

/** A paragraph of the body, over as many pages as it needs, never with a line alone at the foot or the head of one. */
function flow(
  pages: PdfPages,
  element: Element,
  type: string,
  runs: readonly Run[],
  { align = 'justify' }: { align?: Align } = {},
): void {
  const { sizes, firstLine, paragraphGap } = pages.layout;
  let lines = pages.lines(runs, sizes.body, pages.text.width, points(firstLine));
  const height = pages.lineHeight(sizes.body);
  pages.y += paragraphGap;
  while (lines.length > 0) {
    const fitting = Math.floor(pages.room / height);
    const count = lines.length === fitting + 1 ? fitting - 1 : Math.min(fitting, lines.length);
    if (count < Math.min(2, lines.length)) {
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

/** The code, 30 mm wide, above its caption. */
function drawQr(pages: PdfPages, link: string, caption: string): void {
  const { data, size } = encode(link, { ecc: 'M', border: 4 });
  const { doc, layout, text } = pages;
  const side = points(30);
  const lines = pages.lines([{ text: plain(caption), style: 'regular' }], layout.sizes.table, text.width);
  pages.y += layout.paragraphGap;
  pages.ensure(side + lines.length * pages.lineHeight(layout.sizes.table));
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
    pages.y = pages.drawLines(lines, layout.sizes.table, text, 'center');
  });
}
