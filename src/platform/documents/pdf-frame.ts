import {
  annexLine,
  dateLine,
  letterSubject,
  MOTTO,
  NATION,
  numberLine,
  plain,
  RECIPIENTS,
  recipientLines,
  type Annex,
  type Closing,
  type Letterhead,
  type OfficialDocument,
  type Signature,
} from './content.js';
import { points, type OfficialLayout } from './layout.js';
import type { Line, Run, Style } from './lines.js';
import type { Align, Box, PdfPages } from './pdf-pages.js';

/** What stands above and below the text of an official document: header, title and closing. */

interface Entry {
  readonly text: string;
  readonly style: Style;
  readonly size: number;
  readonly align?: Align;
  /** Empty room above it, in pt. */
  readonly above?: number;
}

/** With the subject under the number, where the document is a letter. */
export function drawLetterhead(pages: PdfPages, document: OfficialDocument, head: Letterhead): void {
  const about = letterSubject(document);
  const { sizes, shortRule } = pages.layout;
  const [left, right] = columns(pages);
  const top = pages.y;
  let leftEnd = stack(pages, left, top, [
    { text: upper(head.parentBody), style: 'regular', size: sizes.parentBody },
    { text: upper(head.issuingBody), style: 'bold', size: sizes.issuingBody },
  ]);
  pages.rule(left, leftEnd + 2, left.width * shortRule);
  let rightEnd = nationIn(pages, right, top);
  const below = Math.max(leftEnd, rightEnd) + 8;
  leftEnd = stack(pages, left, below, [
    { text: numberLine(head.number, document.type), style: 'regular', size: sizes.number },
    { text: about, style: 'regular', size: sizes.letterSubject, above: about ? 4 : 0 },
  ]);
  rightEnd = stack(pages, right, below, [{ text: dateLine(head), style: 'italic', size: sizes.date }]);
  pages.y = Math.max(leftEnd, rightEnd);
}

/** Quốc hiệu and Tiêu ngữ above a paper without a letterhead. */
export function drawNation(pages: PdfPages): void {
  pages.y = nationIn(pages, pages.text, pages.y) + 8;
}

/** In the middle of a box; gives where it ends. */
function nationIn(pages: PdfPages, box: Box, top: number): number {
  const { sizes } = pages.layout;
  const end = stack(pages, box, top, [
    { text: NATION, style: 'bold', size: sizes.nation },
    { text: MOTTO, style: 'bold', size: sizes.motto },
  ]);
  pages.rule(box, end + 2, pages.doc.font('bold').fontSize(sizes.motto).widthOfString(MOTTO));
  return end;
}

export function drawTitle(pages: PdfPages, document: OfficialDocument): void {
  const { to } = document;
  if (document.type !== '') drawType(pages, document);
  if (!to) return;
  const words = `Kính gửi: ${plain(to)}`;
  const { sizes } = pages.layout;
  pages.y = stack(pages, pages.text, pages.y, [{ text: words, style: 'regular', size: sizes.to, above: 6 }]);
  pages.y += 6;
}

function drawType(pages: PdfPages, { type, subject }: OfficialDocument): void {
  const { sizes, shortRule } = pages.layout;
  const heading = pages.element('H1');
  const entries: Entry[] = [
    { text: upper(type), style: 'bold', size: sizes.documentType, above: 18 },
    { text: plain(subject), style: 'bold', size: sizes.subject },
  ];
  for (const entry of entries) {
    pages.y += entry.above ?? 0;
    const lines = balanced(pages, pages.text, entry);
    pages.mark(heading, 'H1', () => {
      pages.y = pages.drawLines(lines, entry.size, pages.text, 'center');
    });
  }
  const longest = Math.min(pages.text.width, widthOf(pages, entries[1]!));
  pages.rule(pages.text, pages.y + 2, longest * shortRule);
  pages.y += 10;
}

/** Recipients or a witness on the left, the signature on the right, together on one page. */
export function drawClosing(pages: PdfPages, closing: Closing): void {
  const [left, right] = columns(pages);
  const entries = closingEntries(pages, closing);
  pages.ensure(closingHeight(pages, closing));
  const top = stack(pages, right, pages.y + ABOVE_CLOSING, entries.dated);
  pages.y = Math.max(stack(pages, left, top, entries.left), stack(pages, right, top, entries.right));
}

/** In pt. */
const ABOVE_CLOSING = 12;

export function closingHeight(pages: PdfPages, closing: Closing): number {
  const [left, right] = columns(pages);
  const entries = closingEntries(pages, closing);
  const below = Math.max(heightOf(pages, left, entries.left), heightOf(pages, right, entries.right));
  return ABOVE_CLOSING + heightOf(pages, right, entries.dated) + below;
}

function closingEntries({ layout }: PdfPages, closing: Closing): Record<'dated' | 'left' | 'right', Entry[]> {
  const { witness, dated = '' } = closing;
  return {
    dated: [{ text: plain(dated), style: 'italic', size: layout.sizes.date }],
    left: witness ? signatureEntries(witness, layout) : recipientEntries(closing, layout),
    right: signatureEntries(closing, layout),
  };
}

function recipientEntries(closing: Closing, { sizes }: OfficialLayout): Entry[] {
  const title = { text: plain(closing.recipientsTitle ?? RECIPIENTS), style: 'bold-italic' } as const;
  const small = { style: 'regular', size: sizes.recipients, align: 'left' } as const;
  return [
    { ...title, size: sizes.recipientsTitle, align: 'left' },
    ...recipientLines(closing.recipients).map((text) => ({ text, ...small })),
  ];
}

function signatureEntries(
  { authority, position, mark = '', name }: Signature,
  { sizes, signatureRoom }: OfficialLayout,
): Entry[] {
  const bold = { style: 'bold', size: sizes.signature } as const;
  return [
    { text: upper(authority), ...bold },
    { text: upper(position), ...bold },
    { text: plain(mark), style: 'italic', size: sizes.date },
    { text: plain(name), ...bold, above: points(signatureRoom) },
  ];
}

/** "Phụ lục 1", its title in capitals, and what document it belongs to. */
export function drawAnnexTitle(pages: PdfPages, document: OfficialDocument, { label, title }: Annex): void {
  if (!label) return;
  const { subject, table } = pages.layout.sizes;
  const heading = pages.element('H2');
  const entries: Entry[] = [
    { text: plain(label), style: 'bold', size: subject },
    { text: upper(title ?? ''), style: 'bold', size: subject },
    { text: annexLine(document), style: 'italic', size: table },
  ];
  for (const entry of entries)
    pages.mark(heading, 'H2', () => {
      pages.y = pages.drawLines(balanced(pages, pages.text, entry), entry.size, pages.text, 'center');
    });
  pages.y += pages.layout.paragraphGap;
}

function columns({ text, layout }: PdfPages): [Box, Box] {
  const width = points(layout.leftColumn);
  return [
    { x: text.x, width },
    { x: text.x + width, width: text.width - width },
  ];
}

/** Draws entries below one another, each a paragraph, and gives where they end. Empty ones take no line. */
function stack(pages: PdfPages, box: Box, top: number, entries: readonly Entry[]): number {
  return entries.reduce((y, entry) => {
    const from = y + (entry.above ?? 0);
    const align = entry.align ?? 'center';
    const lines = align === 'center' ? balanced(pages, box, entry) : linesOf(pages, box, entry);
    if (lines.length === 0) return from;
    let end = from;
    pages.mark(pages.element('P'), 'P', () => {
      end = pages.drawLines(lines, entry.size, box, align, from);
    });
    return end;
  }, top);
}

/** Broken so that no line is left with one word, as far as the same number of lines allows. */
function balanced(pages: PdfPages, box: Box, entry: Entry): Line[] {
  let best = linesOf(pages, box, entry);
  for (let width = box.width * 0.95; width > box.width / 2; width *= 0.95) {
    const lines = linesOf(pages, { ...box, width }, entry);
    if (lines.length > best.length) break;
    best = lines;
  }
  return best;
}

function linesOf(pages: PdfPages, { width }: Box, { text, style, size }: Entry): Line[] {
  return text ? pages.lines([{ text, style }], size, width) : [];
}

function heightOf(pages: PdfPages, box: Box, entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => {
    const count = linesOf(pages, box, entry).length;
    return sum + (entry.above ?? 0) + count * pages.lineHeight(entry.size);
  }, 0);
}

function widthOf(pages: PdfPages, { text, style, size }: Run & { size: number }): number {
  return pages.doc.font(style).fontSize(size).widthOfString(text);
}

function upper(text: string): string {
  return plain(text).toLocaleUpperCase('vi');
}
