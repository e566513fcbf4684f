import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { plainPng } from '../pictures/plain-png.js';
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

/** False for a picture that its own head belies: somebody's file, not a fault of ours. */
function tryDraw(doc: PDFKit.PDFDocument, { mediaType, content }: PicturePages['pictures'][number]): boolean {
  try {
    const file = Buffer.from(mediaType === 'image/png' ? plainPng(content) : content);
    doc.addPage();
    const { width, height } = doc.page;
    doc.image(file, 0, 0, { fit: [width, height], align: 'center', valign: 'center' });
    return true;
  } catch {
    return false;
  }
}
