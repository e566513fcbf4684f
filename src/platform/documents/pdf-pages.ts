import PDFDocument from 'pdfkit';
import { WATERMARK, type OfficialDocument } from './content.js';
import { drawable, FACES } from './face.js';
import { points, textWidth, type OfficialLayout } from './layout.js';
import { breakLines, type Line, type Run, type Style } from './lines.js';

export type Element = PDFKit.PDFStructureElement;
export type Align = 'left' | 'center' | 'right' | 'justify';
/** Where a stretch of text stands: from the left edge of the page, in pt. */
export interface Box {
  readonly x: number;
  readonly width: number;
}

/** The pages of a tagged PDF: each numbered from the second on, and marked while it is a draft. Lengths are in pt. */
export class PdfPages {
  readonly doc: PDFKit.PDFDocument;
  readonly text: Box;
  /** Where the next line begins, from the top of the page. */
  y: number;
  private readonly root: Element;
  private readonly bottom: number;
  private number = 0;

  constructor(
    readonly layout: OfficialLayout,
    private readonly about: Pick<OfficialDocument, 'title' | 'draft' | 'madeAt'>,
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
    for (const [style, path] of Object.entries(FACES)) this.doc.registerFont(style, path);
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
  }

  /** What is left of the page. */
  get room(): number {
    return this.bottom - this.y;
  }

  get fullRoom(): number {
    return this.bottom - points(this.layout.margins.top);
  }

  /** Begins a new page where `height` does not fit on this one, but would on that. */
  ensure(height: number): void {
    if (height > this.room && height <= this.fullRoom) this.newPage();
  }

  lineHeight(size: number): number {
    return this.doc.font('regular').fontSize(size).currentLineHeight(true) * this.layout.lineSpacing;
  }

  lines(runs: readonly Run[], size: number, width: number, firstLine = 0): Line[] {
    const shown = runs.map(({ text, style }) => ({ style, text: drawable(text) }));
    const measure = (text: string, style: Style) => this.doc.font(style).fontSize(size).widthOfString(text);
    return breakLines(shown, measure, width, firstLine);
  }

  /** Draws lines below one another from `y` on, and gives where the next one begins. They must fit on the page. */
  drawLines(lines: readonly Line[], size: number, box: Box, align: Align, y = this.y): number {
    const height = this.lineHeight(size);
    lines.forEach((line, at) => this.drawLine(line, size, box, align, y + at * height));
    return y + lines.length * height;
  }

  /** A thin rule in the middle of a box. */
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
    this.drawLines(lines, size, this.text, 'center', points(this.layout.pageNumberTop));
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
