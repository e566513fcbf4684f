import { titledAnnex, type Annex, type Letterhead, type OfficialDocument } from './content.js';
import { ABOVE_CLOSING, type ClosingSheet } from './closing.js';
import {
  annexHead,
  dateEntry,
  headColumns,
  issuer,
  nation,
  numberEntries,
  receiverEntry,
  title,
  type Entry,
} from './frame.js';
import { points } from './layout.js';
import type { Line } from './lines.js';
import type { Box, Element, PdfPages } from './pdf-pages.js';

// Draws the frame of a document: header, title and closing.

/** With the subject under the number, where the document is a letter. */
export function drawLetterhead(pages: PdfPages, document: OfficialDocument, head: Letterhead): void {
  const [left, right] = boxes(pages, headColumns(pages));
  const top = pages.y;
  const from = issuer(pages, head);
  const leftEnd = stack(pages, left, top, from.entries);
  pages.rule(left, leftEnd + 2, points(from.rule));
  const below = Math.max(leftEnd, nationIn(pages, right, top)) + 8;
  pages.y = Math.max(
    stack(pages, left, below, numberEntries(pages, document, head)),
    stack(pages, right, below, [dateEntry(pages, head)]),
  );
}

/** Quốc hiệu and Tiêu ngữ above a paper without a letterhead. */
export function drawNation(pages: PdfPages): void {
  pages.y = nationIn(pages, pages.text, pages.y) + 8;
}

/** In the middle of a box; gives where it ends. */
function nationIn(pages: PdfPages, box: Box, top: number): number {
  const { entries, rule } = nation(pages);
  const end = stack(pages, box, top, entries);
  pages.rule(box, end + 2, points(rule));
  return end;
}

export function drawTitle(pages: PdfPages, document: OfficialDocument): void {
  const { entries, rule } = title(pages, document);
  if (entries.length > 0) {
    pages.bookmark(entries.map(({ text }) => text).join(' – '), 1);
    headed(pages, pages.element('H1'), 'H1', entries);
    pages.rule(pages.text, pages.y + 2, points(rule));
    pages.y += 10;
  }
  const receiver = receiverEntry(pages, document);
  if (receiver.length > 0) pages.y = stack(pages, pages.text, pages.y, receiver) + 6;
}

/** Recipients or a witness on the left, the signature on the right, together on one page. */
export function drawClosing(pages: PdfPages, closing: ClosingSheet): void {
  const { widths, dated, left, right } = closing;
  const [leftBox, rightBox] = boxes(pages, widths);
  pages.ensure(closingHeight(pages, closing));
  const top = stack(pages, rightBox, pages.y + ABOVE_CLOSING, dated);
  pages.y = Math.max(stack(pages, leftBox, top, left), stack(pages, rightBox, top, right));
}

export function closingHeight(pages: PdfPages, { widths, dated, left, right }: ClosingSheet): number {
  const [leftBox, rightBox] = boxes(pages, widths);
  const below = Math.max(heightOf(pages, leftBox, left), heightOf(pages, rightBox, right));
  return ABOVE_CLOSING + heightOf(pages, rightBox, dated) + below;
}

/** Its number and title over what document it belongs to; an entry of the outline. */
export function drawAnnexTitle(pages: PdfPages, document: OfficialDocument, annex: Annex): void {
  const { label = '', title: name } = titledAnnex(annex);
  pages.bookmark([label, name].filter(Boolean).join('. ') || 'Phụ lục', 1);
  headed(pages, pages.element('H2'), 'H2', annexHead(pages, document, annex));
  pages.y += pages.layout.paragraphGap;
}

/** Centred lines that are one heading. */
function headed(pages: PdfPages, element: Element, type: string, entries: readonly Entry[]): void {
  for (const entry of entries) {
    pages.y += entry.above ?? 0;
    pages.mark(element, type, () => {
      pages.y = pages.drawLines(linesOf(pages, pages.text, entry), entry.size, pages.text, 'center', SINGLE);
    });
  }
}

const SINGLE = { spacing: 1 };

function boxes({ text }: PdfPages, [left, right]: readonly [number, number]): [Box, Box] {
  return [
    { x: text.x, width: points(left) },
    { x: text.x + points(left), width: points(right) },
  ];
}

/** Draws entries below one another, each a paragraph, and gives where they end. Empty ones take no line. */
function stack(pages: PdfPages, box: Box, top: number, entries: readonly Entry[]): number {
  return entries.reduce((y, entry) => {
    const from = y + (entry.above ?? 0);
    const lines = linesOf(pages, box, entry);
    if (lines.length === 0) return from;
    let end = from;
    const align = entry.lines ? 'center' : 'left';
    pages.mark(pages.element('P'), 'P', () => {
      end = pages.drawLines(lines, entry.size, box, align, { y: from, ...SINGLE });
    });
    return end;
  }, top);
}

function linesOf(pages: PdfPages, { width }: Box, { lines, text, style, size }: Entry): Line[] {
  return (lines ?? [text]).flatMap((line) => pages.lines([{ text: line, style }], size, width));
}

function heightOf(pages: PdfPages, box: Box, entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => {
    const count = linesOf(pages, box, entry).length;
    return sum + (entry.above ?? 0) + count * pages.lineHeight(entry.size, 1);
  }, 0);
}
