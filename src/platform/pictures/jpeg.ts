import { orientationIn, orientationNote, turnedClockwise } from './orientation.js';
import { isTooLarge, type Picture, type PictureFault } from './picture.js';

// A JPEG is a row of segments, each a marker (FF and a letter) with its length, and after a start of scan the picture's
// own bytes, in which FF is followed by 00 or by a restart (ITU T.81, annex B).

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
/** Baseline, extended and progressive; PDF knows no others. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const OTHER_FRAMES = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];
/** What it takes to draw: tables, frame, scans, and the notes of JFIF and Adobe on its colours. */
const DRAWN = [...FRAMES, SOS, 0xc4, 0xdb, 0xdc, 0xdd, 0xe0, 0xee];

interface Segment {
  readonly marker: number;
  /** From its marker to its last byte. */
  readonly bytes: Buffer;
}

/** Reads a JPEG whole without decoding it. Its orientation is the one thing of the camera's notes that stays. */
export function readJpeg(file: Buffer): Picture | PictureFault {
  const segments = segmentsOf(file);
  if (typeof segments === 'string') return segments;
  if (segments.some(({ marker }) => OTHER_FRAMES.includes(marker))) return 'strange';
  const frame = segments.find(({ marker }) => FRAMES.includes(marker))?.bytes;
  if (!frame || frame.length < 10 || !segments.some(({ marker }) => marker === SOS)) return 'broken';
  const [height, width] = [frame.readUInt16BE(5), frame.readUInt16BE(7)];
  const fault = faultOf(frame, width, height);
  return fault ?? { mediaType: 'image/jpeg', width, height, content: drawnOnly(segments) };
}

function faultOf(frame: Buffer, width: number, height: number): PictureFault | undefined {
  const [bits, channels = 0] = [frame[4], frame[9]];
  if (bits !== 8 || ![1, 3, 4].includes(channels)) return 'strange';
  if (width === 0 || height === 0) return 'broken';
  return isTooLarge(width, height) ? 'too-large' : undefined;
}

/** One that `readJpeg` has read, a quarter further clockwise. */
export function turnJpeg(content: Buffer): Uint8Array<ArrayBuffer> {
  const segments = segmentsOf(content);
  if (typeof segments === 'string') throw new Error('a JPEG that was not read before');
  return drawnOnly(segments, turnedClockwise);
}

/** `turned`: what becomes of how the camera was held. */
function drawnOnly(
  segments: readonly Segment[],
  turned: (orientation: number) => number = (as) => as,
): Uint8Array<ArrayBuffer> {
  const drawn = segments.filter(({ marker }) => DRAWN.includes(marker)).map(({ bytes }) => bytes);
  const turn = turned(orientationOf(segments.find(({ marker }) => marker === APP1)?.bytes));
  const ends = [Buffer.of(0xff, SOI), Buffer.of(0xff, EOI)] as const;
  return new Uint8Array(Buffer.concat([ends[0], ...(turn > 1 ? [turnNote(turn)] : []), ...drawn, ends[1]]));
}

function segmentsOf(file: Buffer): Segment[] | PictureFault {
  if (file[0] !== 0xff || file[1] !== SOI) return 'broken';
  const segments: Segment[] = [];
  let at = 2;
  while (at + 1 < file.length) {
    const marker = file[at + 1] ?? 0;
    if (file[at] !== 0xff) return 'broken';
    // A marker may have any number of FF before it.
    if (marker === 0xff) at += 1;
    else if (marker === EOI) return segments;
    else {
      const end = endOf(file, at, marker);
      if (end === undefined) return 'cut';
      segments.push({ marker, bytes: file.subarray(at, end) });
      at = end;
    }
  }
  return 'cut';
}

/** Where the segment that begins `at` ends; undefined where the file ends first. */
function endOf(file: Buffer, at: number, marker: number): number | undefined {
  if (at + 4 > file.length) return undefined;
  const end = at + 2 + Math.max(2, file.readUInt16BE(at + 2));
  if (end > file.length) return undefined;
  return marker === SOS ? endOfScan(file, end) : end;
}

function endOfScan(file: Buffer, from: number): number | undefined {
  let at = file.indexOf(0xff, from);
  while (at >= 0 && at + 1 < file.length) {
    const next = file[at + 1] ?? 0;
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (!isData && next !== 0xff) return at;
    at = file.indexOf(0xff, at + (isData ? 2 : 1));
  }
  return undefined;
}

/** How the camera was held; 1 where it does not say. */
function orientationOf(segment: Buffer | undefined): number {
  if (segment?.subarray(4, 10).toString('latin1') !== EXIF) return 1;
  return orientationIn(segment.subarray(10));
}

/** Browsers and pdfkit both turn the picture by it. */
function turnNote(turn: number): Buffer {
  const body = Buffer.concat([Buffer.from(EXIF, 'latin1'), orientationNote(turn)]);
  return Buffer.concat([Buffer.of(0xff, APP1, 0, body.length + 2), body]);
}
const EXIF = 'Exif\0\0';
