// Looks into PDFs that strangers made, in a process of its own (docs/decisions/0076): a file that is broken, or made to keep
// a program busy, takes nothing else with it. Asked `{ path, task }`, it answers with what it found, or `{}`.

import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encode } from 'fast-png';
import { readFile } from 'node:fs/promises';
import { riskOf } from './pdf-risks.mjs';

const WIDTH = 700;
const MOST_HEIGHT = 2000;
/** In bytes: a page scanned at 600 dpi fits; a file of 4 KB may ask for gigabytes. */
const MOST_MEMORY = 192 * 1024 * 1024;

// The process has its own limit, beyond which it is ended. This one is met first, and costs nobody a new process.
const { grow } = globalThis.WebAssembly.Memory.prototype;
globalThis.WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > MOST_MEMORY)
    throw new RangeError('Too much memory for a picture.');
  return grow.call(this, pages);
};

const TASKS = {
  risk: (content) => ({ risk: riskOf(content) }),
  draw: firstPage,
};

let library;

process.on('message', async ({ path, task }) => {
  try {
    process.send(await TASKS[task](await readFile(path)));
  } catch {
    // What could not grow may be in any state.
    process.send({}, () => process.exit());
  }
});
process.on('disconnect', () => process.exit());

/** `picture`: a PNG of the first page. `pages`: how many the file has. */
async function firstPage(content) {
  library ??= await PDFiumLibrary.init();
  const file = await library.loadDocument(content);
  const page = file.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(WIDTH / originalWidth, MOST_HEIGHT / originalHeight);
  const { data } = await page.render({
    scale,
    render: ({ width, height, data: pixels }) =>
      Promise.resolve(encode({ width, height, data: pixels, channels: 4 })),
  });
  const pages = file.getPageCount();
  file.destroy();
  return { picture: data, pages };
}
