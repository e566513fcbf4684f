/** A picture that can become a page: what its file says of itself, before anything is decoded. */
export interface Picture {
  readonly mediaType: 'image/jpeg' | 'image/png';
  /** In pixels, as it is stored: a camera held upright may store it lying down, and says so (jpeg.ts). */
  readonly width: number;
  readonly height: number;
  /** The file without what does not draw: no place, no camera, nothing behind its end. */
  readonly content: Uint8Array<ArrayBuffer>;
}

/** `cut`: the file ends before the picture does. `strange`: readers of PDF do not know this sort of it. */
export type PictureFault = 'broken' | 'cut' | 'strange' | 'too-large';

/** More pixels than a phone's usual photo has by far; nobody's memory is asked for more. */
export const MOST_PIXELS = 50_000_000;

export function isTooLarge(width: number, height: number): boolean {
  return width * height > MOST_PIXELS;
}
