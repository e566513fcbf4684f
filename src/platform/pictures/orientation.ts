// How a picture was held, 1 to 8, as its note says (Exif 2.3, tag 0112). The note is a TIFF: a JPEG has it in a segment, a
// PNG in a chunk.

/** 1 where the note does not say, or is none. */
export function orientationIn(tiff: Buffer): number {
  const isLittle = tiff.subarray(0, 2).toString('latin1') === 'II';
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const list = tiff.length < 8 ? 0 : isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(list); entry += 1) {
    const at = list + 2 + entry * 12;
    if (at + 12 > tiff.length) return 1;
    if (short(at) === 0x0112) return isOrientation(short(at + 8)) ? short(at + 8) : 1;
  }
  return 1;
}

const isOrientation = (value: number) => value >= 1 && value <= 8;

/** The shortest note that says an orientation. */
export function orientationNote(orientation: number): Buffer {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  return Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0]);
}

/** A quarter further clockwise; those from the second row on are mirrored. */
const CLOCKWISE: Readonly<Record<number, number>> = { 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2 };

export function turnedClockwise(orientation: number): number {
  return CLOCKWISE[orientation] ?? 1;
}
