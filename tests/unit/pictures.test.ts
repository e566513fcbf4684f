import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { decode } from 'fast-png';
import { afterAll, describe, expect, it } from 'vitest';
import { openDrawing } from '../../src/platform/documents/drawing.js';
import { openPdfReader } from '../../src/platform/files/pdf-reader.js';
import { Queue, SLOW_WORK } from '../../src/platform/jobs/queue.js';
import { checkPicture } from '../../src/platform/pictures/pictures.js';
import type { Picture } from '../../src/platform/pictures/picture.js';
import { readPdf } from '../support/documents.js';
import { PATIENCE } from '../support/patience.js';
import { jpegOf, pngOf } from '../support/pictures.js';

const queue = new Queue({ ...SLOW_WORK, time: PATIENCE });
const directory = await mkdtemp(join(tmpdir(), 'pictures-'));
const drawing = openDrawing(queue);
const reader = openPdfReader(queue, directory);
afterAll(async () => {
  await queue.stop().then(drawing.stop);
  reader.stop();
  await rm(directory, { recursive: true });
});
const asker = { key: 'a test' };

async function read(content: Buffer, originalname = 'trang.jpg') {
  const path = join(directory, randomUUID());
  await writeFile(path, content);
  return checkPicture({ originalname, path, size: content.length, sha256: '' });
}
async function pictureIn(buffer: Buffer): Promise<Picture> {
  const found = await read(buffer);
  if ('problem' in found) throw new Error(found.problem);
  return found.picture;
}
const joined = (pictures: readonly Picture[]) =>
  drawing.join(asker, { title: 'Bản ký', madeAt: new Date('2026-08-20T08:00:00+07:00'), pictures });
async function pdfOf(...files: Buffer[]): Promise<Uint8Array> {
  const made = await joined(await Promise.all(files.map(pictureIn)));
  if ('broken' in made) throw new Error(`picture ${made.broken} is broken`);
  return made.pdf;
}

/** How dark the first page is at its four corners of the middle, as it is seen: 'black' or 'white', top left first. */
async function cornersOf(pdf: Uint8Array): Promise<string[]> {
  const { picture } = (await reader.firstPageOf(asker, pdf))!;
  const { width, height, data, channels } = decode(picture);
  const shade = (x: number, y: number) => {
    const at = (Math.round(y * height) * width + Math.round(x * width)) * channels;
    return (data[at] ?? 0) < 128 ? 'black' : 'white';
  };
  return [shade(0.1, 0.3), shade(0.9, 0.3), shade(0.1, 0.7), shade(0.9, 0.7)];
}

describe('A JPEG', () => {
  it('says its size before it is decoded', async () => {
    expect(await pictureIn(jpegOf([[0, 255, 0]]))).toMatchObject({
      mediaType: 'image/jpeg',
      width: 24,
      height: 8,
    });
  });

  it('keeps how it was held, and nothing else that the camera noted', async () => {
    const { content } = await pictureIn(jpegOf([[0]], { orientation: 6, note: 'GPS 21.03, 105.85' }));
    expect(Buffer.from(content).includes('GPS')).toBe(false);
    expect(Buffer.from(content).includes('Exif')).toBe(true);
    const plain = await pictureIn(jpegOf([[0]], { note: 'GPS' }));
    expect(Buffer.from(plain.content).includes('Exif')).toBe(false);
  });

  it('ends where its picture ends: what is behind it is left out', async () => {
    const file = jpegOf([[0, 255]]);
    const more = Buffer.concat([file, Buffer.from('<script>alert(1)</script>%PDF-1.7')]);
    expect((await pictureIn(more)).content).toEqual((await pictureIn(file)).content);
  });

  it.each([
    [1, ['black', 'white', 'white', 'white']],
    [3, ['white', 'white', 'white', 'black']],
    [6, ['white', 'black', 'white', 'white']],
    [8, ['white', 'white', 'black', 'white']],
  ])('held as %i says stands upright on its page', async (orientation, corners) => {
    const pdf = await pdfOf(
      jpegOf(
        [
          [0, 255],
          [255, 255],
        ],
        { orientation },
      ),
    );
    expect(await cornersOf(pdf)).toEqual(corners);
  });
});

describe('A PNG', () => {
  it('says its size before it is inflated, and leaves its comments behind', async () => {
    const picture = await pictureIn(pngOf({ width: 20, height: 10 }));
    expect(picture).toMatchObject({ mediaType: 'image/png', width: 20, height: 10 });
    expect(Buffer.from(picture.content).includes('tEXt')).toBe(false);
  });

  it('that can be seen through is drawn as it looks on white paper', async () => {
    const data = new Uint8Array(16 * 16 * 4);
    const clear = Buffer.from(encode({ width: 16, height: 16, channels: 4, data }));
    expect(new Set(await cornersOf(await pdfOf(clear)))).toEqual(new Set(['white']));
  });

  it('that comes in seven passes is drawn like any other', async () => {
    const data = new Uint8Array(16 * 16).map((_, at) => (at % 16 < 8 ? 0 : 255));
    const passes = Buffer.from(encode({ width: 16, height: 16, channels: 1, data }, { interlace: 'Adam7' }));
    expect(await cornersOf(await pdfOf(passes))).toEqual(['black', 'white', 'black', 'white']);
  });

  it('whose pixels are more than its head says is found out without being unpacked', async () => {
    const bomb = pngOf({ pixels: Buffer.alloc(50_000_000) });
    expect(await joined([await pictureIn(jpegOf([[0]])), await pictureIn(bomb)])).toEqual({ broken: 1 });
  });

  it('whose pixels are fewer is broken', async () => {
    expect(await joined([await pictureIn(pngOf({ height: 9, pixels: Buffer.alloc(9) }))])).toEqual({
      broken: 0,
    });
  });
});

describe('The PDF of pictures', () => {
  it('has a page for each, in their order, A4 upright', async () => {
    const pdf = await pdfOf(jpegOf([[0, 0, 0, 0]]), jpegOf([[255]]), pngOf({}));
    const { pages, title, language } = await readPdf(pdf);
    expect([pages.length, title, language]).toEqual([3, 'Bản ký', 'vi-VN']);
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/MediaBox \[0 0 595.28 841.89\]/g),
    ).toHaveLength(3);
  });
});

describe('A picture is refused, in words', () => {
  const jpeg = jpegOf([[0, 255]]);
  const huge = (file: Buffer) => {
    const changed = Buffer.from(file);
    const frame = changed.indexOf(Buffer.of(0xff, 0xc0));
    changed.writeUInt16BE(60_000, frame + 5);
    changed.writeUInt16BE(60_000, frame + 7);
    return changed;
  };
  const without = (file: Buffer, marker: number) => {
    const changed = Buffer.from(file);
    changed[changed.indexOf(Buffer.of(0xff, marker)) + 1] = 0xfe;
    return changed;
  };
  const heic = Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from('ftypheic'), Buffer.alloc(16)]);
  it.each([
    ['a JPEG that ends too soon', jpeg.subarray(0, -2), 'thiếu phần cuối'],
    ['a JPEG cut in its tables', jpeg.subarray(0, 60), 'thiếu phần cuối'],
    ['a JPEG that declares 3,600 million pixels', huge(jpeg), 'tối đa 50 triệu điểm ảnh'],
    ['a JPEG without a frame', without(jpeg, 0xc0), 'bị hỏng'],
    [
      'a JPEG without a scan',
      Buffer.concat([jpeg.subarray(0, 3), Buffer.of(0xfe, 0, 2, 0xff, 0xd9)]),
      'bị hỏng',
    ],
    [
      'a PNG that declares 10,000 million pixels',
      pngOf({ width: 100_000, height: 100_000, pixels: Buffer.alloc(9) }),
      'quá lớn',
    ],
    ['a PNG of no width', pngOf({ width: 0, pixels: Buffer.alloc(8) }), 'bị hỏng'],
    ['a PNG of a sort that there is not', pngOf({ sort: 5 }), 'bị hỏng'],
    ['a PNG that ends too soon', pngOf({}).subarray(0, -6), 'thiếu phần cuối'],
    ['a PNG that was changed on its way', Buffer.from(pngOf({})).fill(1, 60, 62), 'bị hỏng'],
    ['an iPhone’s HEIC', heic, 'HEIC của iPhone'],
    ['a page of the web', Buffer.from('<html>'), 'không phải là JPEG hoặc PNG'],
    ['nothing', Buffer.alloc(0), 'không phải là JPEG hoặc PNG'],
  ])('%s', async (_what, file, words) => {
    const found = await read(file, 'C:\\ảnh\\trang 1.jpg');
    expect('problem' in found && found.problem).toContain(words);
    expect('problem' in found && found.problem).toContain('“trang 1.jpg”');
  });
});
