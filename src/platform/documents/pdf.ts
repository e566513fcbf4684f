import { buffer } from 'node:stream/consumers';
import { closingSheet } from './closing.js';
import { titledAnnex, type Block, type OfficialDocument } from './content.js';
import { officialLayout, type OfficialLayout } from './layout.js';
import { drawBlock, headingHeight, startHeight } from './pdf-blocks.js';
import {
  closingHeight,
  drawAnnexTitle,
  drawClosing,
  drawLetterhead,
  drawNation,
  drawTitle,
} from './pdf-frame.js';
import { PdfPages } from './pdf-pages.js';

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
  const closing = document.closing && closingSheet(pages, document.closing);
  const after = closing ? closingHeight(pages, closing) : 0;
  drawBlocks(pages, document.blocks, { after, depth: 2 });
  if (closing) drawClosing(pages, closing);
  for (const annex of document.annexes ?? []) {
    pages.newPage();
    drawAnnexTitle(pages, document, annex);
    drawBlocks(pages, titledAnnex(annex).blocks, { after: 0, depth: 2 });
  }
  pages.doc.end();
  return written;
}

/**
 * `after`: the height of the closing, which must not stand on a page without words; `depth`: of the headings,
 * under the title or an annex's.
 */
function drawBlocks(
  pages: PdfPages,
  blocks: readonly Block[],
  { after, depth }: { after: number; depth: number },
): void {
  for (const [at, block] of blocks.entries()) {
    const next = followedBy(pages, blocks, at, after);
    pages.ensure(startOf(pages, block, next));
    drawBlock(pages, block, { after: next, depth });
  }
}

/** The height that must follow the last words of a block on their page. */
function followedBy(pages: PdfPages, blocks: readonly Block[], at: number, after: number): number {
  const [block, next] = [blocks[at], blocks[at + 1]];
  if (!next) return after;
  const leads = block?.kind === 'heading' || (block?.kind === 'paragraph' && block.keepNext);
  return leads ? startOf(pages, next, followedBy(pages, blocks, at + 1, after)) : 0;
}

/** The height that must not be parted from where a block begins; a heading stands whole with what it is above. */
function startOf(pages: PdfPages, block: Block, next: number): number {
  return block.kind === 'heading' ? headingHeight(pages, block) + next : startHeight(pages, block, next);
}
