import { parentPort } from 'node:worker_threads';
import { writeDocx } from './docx.js';
import type { Drawn } from './drawing.js';
import { writePdf } from './pdf.js';

// The program of a thread that draws documents. An error ends the thread and fails only the document it was drawing.

const WRITERS = { docx: writeDocx, pdf: writePdf };

parentPort?.on('message', ({ document, format, layout }: Drawn) => {
  void WRITERS[format](document, layout).then((content) => parentPort?.postMessage(content));
});
