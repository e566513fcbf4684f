import { crc32, deflateSync } from 'node:zlib';

// Small pictures made here, of black and white squares of 8 × 8 pixels.

const BLACK = 0;
type Shades = readonly (readonly (0 | 255)[])[];

/** A grey JPEG, a row of squares an array. `orientation`: how the camera says it was held; `note`: words among its notes. */
export function jpegOf(shades: Shades, { orientation = 1, note = '' } = {}): Buffer {
  const [height, width] = [shades.length * 8, (shades[0]?.length ?? 0) * 8];
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    exif(orientation, note),
    segment(0xdb, [0, ...Array<number>(64).fill(8)]),
    segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    // Two codes: "0" for no change of shade, "10" for a change of 8 bits; and one: "0" for the end of a square.
    segment(0xc4, [0x00, 1, 1, ...Array<number>(14).fill(0), 0, 8]),
    segment(0xc4, [0x10, 1, ...Array<number>(15).fill(0), 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    scanOf(shades.flat()),
    Buffer.of(0xff, 0xd9),
  ]);
}

function scanOf(shades: readonly number[]): Buffer {
  let last = 128;
  const bits = shades.map((shade) => {
    const change = (shade === BLACK ? -128 : 127) - (last - 128);
    last = shade === BLACK ? 0 : 255;
    if (Math.abs(change) < 128) return change === 0 ? '00' : `${small(change)}0`;
    return `10${(change > 0 ? change : change + 255).toString(2).padStart(8, '0')}0`;
  });
  const text = bits.join('');
  const padded = text.padEnd(Math.ceil(text.length / 8) * 8, '1');
  const bytes = padded.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return Buffer.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
}

/** The first square, from grey to white, is a change of 127: written as one of 128, which is cut off at white. */
function small(change: number): string {
  return `10${(change > 0 ? 128 : 127).toString(2).padStart(8, '0')}`;
}

function segment(marker: number, body: readonly number[]): Buffer {
  return Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);
}

/** As phones write it: little-endian, with more than the orientation in it. */
function exif(orientation: number, note: string): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 24 + 4);
  tiff.write('II');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  tiff.writeUInt16LE(0x0100, 10);
  tiff.writeUInt16LE(0x0112, 22);
  tiff.writeUInt16LE(3, 24);
  tiff.writeUInt32LE(1, 26);
  tiff.writeUInt16LE(orientation, 30);
  return segment(0xe1, [...Buffer.from('Exif\0\0'), ...tiff, ...Buffer.from(note)]);
}

/** A PNG by its parts. `pixels`: its rows, each after its filter byte; `sort`: 0 grey, 2 RGB, 6 RGB with transparency. */
export function pngOf({
  width = 8,
  height = 8,
  sort = 0,
  interlace = 0,
  pixels = rows(width, height),
}: PngParts) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, sort, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Comment\0của máy ảnh')),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
interface PngParts {
  width?: number;
  height?: number;
  sort?: number;
  interlace?: number;
  pixels?: Buffer;
}

const rows = (width: number, height: number) => Buffer.alloc((width + 1) * height);

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
