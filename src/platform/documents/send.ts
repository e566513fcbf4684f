import type { Response } from 'express';
import { askerOf } from '../http/asker.js';
import { sendAttachment } from '../http/downloads.js';
import type { OfficialDocument } from './content.js';
import type { DocumentFormat, Drawing } from './drawing.js';
import type { OfficialLayout } from './layout.js';

/** Sends the document to be saved. */
export async function sendDocument(
  drawing: Drawing,
  res: Response,
  document: OfficialDocument,
  format: DocumentFormat,
  layout?: OfficialLayout,
): Promise<void> {
  await sendAttachment(res, await drawing.draw(askerOf(res), document, format, layout));
}
