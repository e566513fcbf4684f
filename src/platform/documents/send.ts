import type { Response } from 'express';
import { sendAttachment } from '../downloads.js';
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

/** Sends the document to be saved under its own title. */
export async function sendDocument(
  res: Response,
  document: OfficialDocument,
  format: DocumentFormat,
  layout: OfficialLayout = officialLayout,
): Promise<void> {
  const { write, mediaType } = FORMATS[format];
  const name = `${document.title}.${format}`;
  sendAttachment(res, { name, mediaType, content: await write(document, layout) });
}
