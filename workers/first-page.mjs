// Draws the first page of a PDF as a PNG, in a thread of its own: a file that is broken, or made to keep a program busy,
// takes nothing else with it. Gets the file, answers with the picture and how many pages the file has.

import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encode } from 'fast-png';
import { parentPort, workerData } from 'node:worker_threads';

const WIDTH = 700;
const MOST_HEIGHT = 2000;
/** In bytes: a page scanned at 600 dpi fits; a file of 4 KB may ask for gigabytes. */
const MOST_MEMORY = 192 * 1024 * 1024;

// PDFium's memory is none of JavaScript, so the limits of the thread do not hold it.
const { grow } = globalThis.WebAssembly.Memory.prototype;
globalThis.WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > MOST_MEMORY)
    throw new RangeError('Too much memory for a picture.');
  return grow.call(this, pages);
};

const library = await PDFiumLibrary.init();
const file = await library.loadDocument(workerData);
const page = file.getPage(0);
const { originalWidth, originalHeight } = page.getOriginalSize();
const scale = Math.min(WIDTH / originalWidth, MOST_HEIGHT / originalHeight);
const { data } = await page.render({
  scale,
  render: ({ width, height, data: pixels }) =>
    Promise.resolve(encode({ width, height, data: pixels, channels: 4 })),
});
parentPort.postMessage({ picture: data, pages: file.getPageCount() });
