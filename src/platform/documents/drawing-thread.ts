import { parentPort } from 'node:worker_threads';
import { writeDocx } from './docx.js';
import type { Drawn } from './drawing.js';
import { writePdf } from './pdf.js';

// The program of a thread that draws documents. What fails ends it: its piece of work learns of it, and no other.

const WRITERS = { docx: writeDocx, pdf: writePdf };

parentPort?.on('message', ({ document, format, layout }: Drawn) => {
  void WRITERS[format](document, layout).then((content) => parentPort?.postMessage(content));
});
