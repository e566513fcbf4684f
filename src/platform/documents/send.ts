import type { Response } from 'express';
import { sendAttachment } from '../http/downloads.js';
import type { OfficialDocument } from './content.js';
import { writeDocx } from './docx.js';
import { officialLayout, type OfficialLayout } from './layout.js';
import { writePdf } from './pdf.js';

const FORMATS = {
  docx: {
    write: writeDocx,
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  pdf: { write: writePdf, mediaType: 'application/pdf' },
};
export type DocumentFormat = keyof typeof FORMATS;
export const documentFormats = Object.keys(FORMATS) as DocumentFormat[];

/** The document as a file, called by its own title. */
export async function writeDocument(
  document: OfficialDocument,
  format: DocumentFormat,
  layout: OfficialLayout = officialLayout,
): Promise<{ name: string; mediaType: string; content: Buffer }> {
  const { write, mediaType } = FORMATS[format];
  return { name: `${document.title}.${format}`, mediaType, content: await write(document, layout) };
}

/** Sends the document to be saved. */
export async function sendDocument(
  res: Response,
  document: OfficialDocument,
  format: DocumentFormat,
  layout?: OfficialLayout,
): Promise<void> {
  sendAttachment(res, await writeDocument(document, format, layout));
}
