import { decode } from 'fast-png';
import PDFDocument from 'pdfkit';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { openPdfReader } from '../../src/platform/files/pdf-reader.js';
import { Queue, SLOW_WORK } from '../../src/platform/jobs/queue.js';
import { PATIENCE } from '../support/patience.js';

const queue = new Queue({ ...SLOW_WORK, time: PATIENCE });
const reader = openPdfReader(queue, tmpdir());
afterAll(reader.stop);
const drawn = (pdf: Uint8Array) => reader.firstPageOf({ key: 'a test' }, pdf);

/** A PDF of two A4 pages: the first red, the second blue. */
async function redThenBlue(): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4' });
  pdf.rect(0, 0, 600, 850).fill('#ff0000');
  pdf.addPage().rect(0, 0, 600, 850).fill('#0000ff');
  pdf.end();
  return buffer(pdf);
}

describe('The first page of a PDF', () => {
  it('is drawn as a picture, in its own colours, and the pages are counted', async () => {
    const { picture, pages } = (await drawn(await redThenBlue()))!;
    const { width, height, data } = decode(picture);
    expect(Math.abs(width - 700)).toBeLessThanOrEqual(1);
    expect(height).toBeGreaterThan(980);
    expect([...data.slice(0, 4)]).toEqual([255, 0, 0, 255]);
    expect(pages).toBe(2);
  });

  it.each([
    ['that is none', Buffer.from('%PDF-1.4\n%%EOF\n')],
    ['cut in the middle', 'half'],
    ['that is empty', Buffer.alloc(0)],
  ])('of a file %s is no picture, and no error', async (_what, given) => {
    const file = typeof given === 'string' ? (await redThenBlue()).subarray(0, 300) : given;
    expect(await drawn(file)).toBeUndefined();
  });

  // Each has 4 KB: a stream that inflates to 2 GB, forms that stand in each other.
  it.each(['flatebomb.pdf', 'formbomb.pdf'])('of %s is no picture, and takes little memory', async (name) => {
    const rss = () => process.memoryUsage.rss() / 2 ** 20;
    const before = rss();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, rss())), 20);
    try {
      expect(await drawn(await readFile(`tests/corpus/${name}`))).toBeUndefined();
    } finally {
      clearInterval(watch);
    }
    expect(most - before).toBeLessThan(50);
  });
});
