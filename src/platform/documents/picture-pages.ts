import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { plainPng } from '../pictures/plain-png.js';
import { orientationOfPng } from '../pictures/png.js';
import type { Picture } from '../pictures/picture.js';

/** Pictures that become the pages of one PDF, in their order. */
export interface PicturePages {
  readonly title: string;
  readonly madeAt: Date;
  readonly pictures: readonly Pick<Picture, 'mediaType' | 'content'>[];
}

/** The PDF, or which of the pictures cannot be drawn, counted from 0. */
export type PagesDrawn = { readonly pdf: Uint8Array } | { readonly broken: number };

/**
 * A picture a page, A4 upright, as large as fits, turned as the camera says it was held. A JPEG goes in as it is. One
 * picture after the other, so that no more than one is ever unpacked.
 */
export async function writePicturePages({ title, madeAt, pictures }: PicturePages): Promise<PagesDrawn> {
  const info = { Title: title, CreationDate: madeAt };
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, lang: 'vi-VN', info });
  const written = buffer(doc);
  for (const [at, picture] of pictures.entries()) {
    const drawn = tryDraw(doc, picture);
    if (!drawn) return { broken: at };
  }
  doc.end();
  return { pdf: await written };
}

/** What a PNG that was turned is to be turned by: pdfkit reads the note of a JPEG alone. */
const DEGREES: Readonly<Record<number, number>> = { 6: 90, 3: 180, 8: 270 };

function place(doc: PDFKit.PDFDocument, file: Buffer, degrees: number): void {
  const { width, height } = doc.page;
  const [across, along] = degrees % 180 === 0 ? [width, height] : [height, width];
  doc.save().rotate(degrees, { origin: [width / 2, height / 2] });
  const fit = { fit: [across, along] as [number, number], align: 'center', valign: 'center' } as const;
  doc.image(file, (width - across) / 2, (height - along) / 2, fit);
  doc.restore();
}

/** False for a picture that its own head belies: somebody's file, not a fault of ours. */
function tryDraw(doc: PDFKit.PDFDocument, { mediaType, content }: PicturePages['pictures'][number]): boolean {
  try {
    const isPng = mediaType === 'image/png';
    const file = Buffer.from(isPng ? plainPng(content) : content);
    doc.addPage();
    place(doc, file, isPng ? (DEGREES[orientationOfPng(content)] ?? 0) : 0);
    return true;
  } catch {
    return false;
  }
}
