import { parentPort } from 'node:worker_threads';
import { giveWay } from '../jobs/give-way.js';
import { writeDocx } from './docx.js';
import type { Drawn } from './drawing.js';
import { writePdf } from './pdf.js';
import { writePicturePages } from './picture-pages.js';

// The program of a thread that draws documents. An error ends the thread and fails only the document it was drawing.

giveWay();

const WRITERS = { docx: writeDocx, pdf: writePdf };

parentPort?.on('message', (drawn: Drawn) => {
  void written(drawn).then((made) => parentPort?.postMessage(made));
});

function written(drawn: Drawn) {
  if ('pictures' in drawn) return writePicturePages(drawn);
  return WRITERS[drawn.format](drawn.document, drawn.layout);
}
