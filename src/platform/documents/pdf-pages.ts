import PDFDocument from 'pdfkit';
import { WATERMARK, type OfficialDocument } from './content.js';
import { drawable, registerFaces, rulerOf, type Ruler } from './faces.js';
import { points, textWidth, type OfficialLayout } from './layout.js';
import { breakLines, type Line, type Run, type Style } from './lines.js';
import { bound } from './typography.js';

export type Element = PDFKit.PDFStructureElement;
export type Align = 'left' | 'center' | 'right' | 'justify';
/** Where a stretch of text stands: from the left edge of the page, in pt. */
export interface Box {
  readonly x: number;
  readonly width: number;
}

/** Between the text and what stands in the foot, in mm. */
const FOOT_GAP = 5;

/** The pages of a tagged PDF: each numbered from the second on, and marked while it is a draft. Lengths are in pt. */
export class PdfPages {
  readonly doc: PDFKit.PDFDocument;
  readonly text: Box;
  readonly ruler: Ruler;
  /** Where the next line begins, from the top of the page. */
  y: number;
  private readonly root: Element;
  private readonly bottom: number;
  private number = 0;
  /** The open entries of the outline, each under the one before. */
  private readonly outline: PDFKit.PDFOutline[] = [];

  constructor(
    readonly layout: OfficialLayout,
    private readonly about: Pick<OfficialDocument, 'title' | 'draft' | 'foot' | 'madeAt'>,
  ) {
    this.doc = new PDFDocument({
      autoFirstPage: false,
      size: [points(layout.page.width), points(layout.page.height)],
      margin: 0,
      pdfVersion: '1.7',
      tagged: true,
      lang: 'vi-VN',
      displayTitle: true,
      info: { Title: about.title, Creator: 'Cổng Nêu gương', CreationDate: about.madeAt },
    });
    registerFaces(this.doc);
    this.ruler = rulerOf(this.doc);
    this.text = { x: points(layout.margins.left), width: points(textWidth(layout)) };
    this.bottom = points(layout.page.height - layout.margins.bottom);
    this.y = points(layout.margins.top);
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    this.newPage();
  }

  /** An element of the structure, under `parent` or the document itself. */
  element(type: string, parent = this.root, options: { alt?: string; scope?: string } = {}): Element {
    const element = this.doc.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Draws a part of an element; it must not leave the page. */
  mark(element: Element, type: string, draw: () => void): void {
    element.add(this.doc.markStructureContent(type));
    draw();
    this.doc.endMarkedContent();
  }

  /** Draws what is no part of the text: rules, page numbers, the watermark. */
  artifact(draw: () => void, type: 'Pagination' | 'Layout' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  newPage(): void {
    this.doc.addPage();
    this.number += 1;
    this.y = points(this.layout.margins.top);
    if (this.about.draft) this.artifact(() => this.watermark(), 'Pagination');
    if (this.number > 1) this.artifact(() => this.pageNumber(), 'Pagination');
    if (this.about.foot) this.artifact(() => this.foot(this.about.foot ?? ''), 'Pagination');
  }

  /** What is left of the page. */
  get room(): number {
    return this.bottom - this.y;
  }

  get fullRoom(): number {
    return this.bottom - points(this.layout.margins.top);
  }

  /** Nothing of the text stands on the page yet. */
  get isFresh(): boolean {
    return this.y - points(this.layout.margins.top) <= this.layout.paragraphGap;
  }

  /** Begins a new page where `height` does not fit on this one, but would on that. */
  ensure(height: number): void {
    if (height > this.room && height <= this.fullRoom) this.newPage();
  }

  /** `spacing`: 1 is single. */
  lineHeight(size: number, spacing = this.layout.lineSpacing): number {
    return this.doc.font('regular').fontSize(size).currentLineHeight(true) * spacing;
  }

  /**
   * An entry of the outline (bookmarks) that leads to where the next line begins; it stands under the last one of a
   * lower level, from 1 on.
   */
  bookmark(text: string, level: number): void {
    const options = { top: this.y, expanded: true };
    this.outline.length = Math.min(level - 1, this.outline.length);
    this.outline.push((this.outline.at(-1) ?? this.doc.outline).addItem(text, options));
  }

  lines(runs: readonly Run[], size: number, width: number, firstLine = 0): Line[] {
    const shown = runs.map(({ text, style }) => ({ style, text: drawable(bound(text)) }));
    const measure = (text: string, style: Style) => this.ruler(text, style, size);
    return breakLines(shown, measure, width, firstLine);
  }

  /** Draws lines below one another from `y` on, and gives where the next one begins. They must fit on the page. */
  drawLines(
    lines: readonly Line[],
    size: number,
    box: Box,
    align: Align,
    { y = this.y, spacing }: { y?: number; spacing?: number } = {},
  ): number {
    const height = this.lineHeight(size, spacing);
    lines.forEach((line, at) => this.drawLine(line, size, box, align, y + at * height));
    return y + lines.length * height;
  }

  /** A thin rule in the middle of a box; lengths in pt. */
  rule({ x, width }: Box, y: number, length: number): void {
    const from = x + (width - length) / 2;
    this.artifact(() => {
      this.doc
        .moveTo(from, y)
        .lineTo(from + length, y)
        .lineWidth(0.7)
        .stroke('black');
    });
  }

  private drawLine(line: Line, size: number, { x, width }: Box, align: Align, y: number): void {
    const between = this.doc.font('regular').fontSize(size).widthOfString(' ');
    const gaps = line.words.length - 1;
    const free = width - line.indent - line.width - gaps * between;
    const isSpread = align === 'justify' && !line.isLast && gaps > 0;
    const share = align === 'center' ? 0.5 : align === 'right' ? 1 : 0;
    let at = x + line.indent + share * free;
    line.words.forEach((word, i) => {
      // The blank is drawn with its word, so that whoever copies the text or has it read aloud gets it.
      const text = i < gaps ? `${word.text} ` : word.text;
      this.doc.font(word.style).fontSize(size).fillColor('black').text(text, at, y, { lineBreak: false });
      at += word.width + between + (isSpread ? free / gaps : 0);
    });
  }

  private pageNumber(): void {
    const size = this.layout.sizes.pageNumber;
    const lines = this.lines([{ text: String(this.number), style: 'regular' }], size, this.text.width);
    this.drawLines(lines, size, this.text, 'center', { y: points(this.layout.pageNumberTop) });
  }

  /** In the margin, where it takes no room from the text. */
  private foot(text: string): void {
    const size = this.layout.sizes.foot;
    const lines = this.lines([{ text, style: 'italic' }], size, this.text.width);
    this.drawLines(lines, size, this.text, 'center', { y: this.bottom + points(FOOT_GAP), spacing: 1 });
  }

  private watermark(): void {
    const { doc } = this;
    const [x, y] = [doc.page.width / 2, doc.page.height / 2];
    doc.font('bold').fontSize(this.layout.sizes.watermark).fillColor('#e4e4e4');
    const [width, height] = [doc.widthOfString(WATERMARK), doc.currentLineHeight()];
    doc.save().rotate(-55, { origin: [x, y] });
    doc.text(WATERMARK, x - width / 2, y - height / 2, { lineBreak: false });
    doc.restore();
  }
}
