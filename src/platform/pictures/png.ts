import { crc32 } from 'node:zlib';
import { orientationIn, orientationNote, turnedClockwise } from './orientation.js';
import { isTooLarge, type Picture, type PictureFault } from './picture.js';

// A PNG is a row of chunks: length, four letters, data, checksum (ISO/IEC 15948).

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** What it takes to draw; a paper has no colour that is seen through. */
const DRAWN = ['IHDR', 'PLTE', 'IDAT', 'IEND'];
/** The sorts of PNG: how many samples a pixel has, and of which bits. */
const SORTS: Readonly<Record<number, { samples: number; bits: readonly number[] }>> = {
  0: { samples: 1, bits: [1, 2, 4, 8, 16] },
  2: { samples: 3, bits: [8, 16] },
  3: { samples: 1, bits: [1, 2, 4, 8] },
  4: { samples: 2, bits: [8, 16] },
  6: { samples: 4, bits: [8, 16] },
};
/** What a picture may take once it is inflated, in bytes. */
const MOST_INFLATED = 100_000_000;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** With its length and checksum. */
  readonly bytes: Buffer;
}

/** What the head of a PNG says. `inflated`: how long its pixels are, with the filter byte of each row. */
interface PngHead {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly isInterlaced: boolean;
  readonly inflated: number;
}

/** Reads a PNG whole without inflating it. */
export function readPng(file: Buffer): Picture | PictureFault {
  const chunks = chunksOf(file);
  if (typeof chunks === 'string') return chunks;
  const head = headOf(chunks[0]);
  if (!head || !chunks.some(({ type }) => type === 'IDAT')) return 'broken';
  const { width, height, inflated } = head;
  if (isTooLarge(width, height) || inflated > MOST_INFLATED) return 'too-large';
  const drawn = chunks.filter(({ type }) => DRAWN.includes(type)).map(({ bytes }) => bytes);
  const content = new Uint8Array(Buffer.concat([SIGNATURE, ...drawn]));
  return { mediaType: 'image/png', width, height, content };
}

/** The head and the deflated pixels of a PNG that `readPng` has passed. */
export function pngParts(content: Uint8Array): { head: PngHead; deflated: Buffer } {
  const chunks = readChunks(Buffer.from(content));
  const head = headOf(chunks[0]);
  if (!head) throw new Error('a PNG that was not read before');
  const deflated = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  return { head, deflated: Buffer.concat(deflated) };
}

/** One that `readPng` has read, a quarter further clockwise. Browsers turn it by its note; `orientationOfPng` says it. */
export function turnPng(content: Buffer): Uint8Array<ArrayBuffer> {
  const [head, ...chunks] = readChunks(content);
  const note = noteOf(turnedClockwise(orientationOfPng(content)));
  const others = chunks.filter(({ type }) => type !== NOTE).map(({ bytes }) => bytes);
  return new Uint8Array(Buffer.concat([SIGNATURE, ...(head ? [head.bytes] : []), note, ...others]));
}

export function orientationOfPng(content: Uint8Array): number {
  const note = readChunks(Buffer.from(content)).find(({ type }) => type === NOTE);
  return note ? orientationIn(note.data) : 1;
}

const NOTE = 'eXIf';

function noteOf(orientation: number): Buffer {
  const named = Buffer.concat([Buffer.from(NOTE, 'latin1'), orientationNote(orientation)]);
  const ends = [Buffer.alloc(4), Buffer.alloc(4)] as const;
  ends[0].writeUInt32BE(named.length - NOTE.length);
  ends[1].writeUInt32BE(crc32(named));
  return Buffer.concat([ends[0], named, ends[1]]);
}

function readChunks(content: Buffer): Chunk[] {
  const chunks = chunksOf(content);
  if (typeof chunks === 'string') throw new Error('a PNG that was not read before');
  return chunks;
}

function chunksOf(file: Buffer): Chunk[] | PictureFault {
  if (!file.subarray(0, 8).equals(SIGNATURE)) return 'broken';
  const chunks: Chunk[] = [];
  let at = 8;
  while (at + 12 <= file.length) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return 'cut';
    const type = file.toString('latin1', at + 4, at + 8);
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return 'broken';
    chunks.push({ type, data: file.subarray(at + 8, end - 4), bytes: file.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return 'cut';
}

function headOf(chunk: Chunk | undefined): PngHead | undefined {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) return undefined;
  const { data } = chunk;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [bits = 0, sort = -1, compression, filter, interlace = 2] = data.subarray(8);
  const samples = samplesOf(sort, bits);
  const isKnown = compression === 0 && filter === 0 && interlace <= 1;
  if (!isKnown || width * height * samples === 0) return undefined;
  const isInterlaced = interlace === 1;
  const inflated = inflatedLength({ width, height, pixel: bits * samples, isInterlaced });
  return { width, height, hasAlpha: sort >= 4, isInterlaced, inflated };
}

/** 0 for a sort that there is not. */
function samplesOf(sort: number, bits: number): number {
  const known = SORTS[sort];
  return known?.bits.includes(bits) ? known.samples : 0;
}

/** The seven passes of an interlaced picture: where its columns and rows begin, and how far they are apart. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** `pixel`: its bits. */
function inflatedLength(of: { width: number; height: number; pixel: number; isInterlaced: boolean }): number {
  const passes = of.isInterlaced ? PASSES : ([[0, 0, 1, 1]] as const);
  return passes.reduce((sum, [x, y, stepX, stepY]) => {
    const [columns, rows] = [Math.ceil((of.width - x) / stepX), Math.ceil((of.height - y) / stepY)];
    return columns <= 0 || rows <= 0 ? sum : sum + rows * (1 + Math.ceil((columns * of.pixel) / 8));
  }, 0);
}
