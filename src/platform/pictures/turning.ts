import { turnJpeg } from './jpeg.js';
import type { Picture } from './picture.js';
import { turnPng } from './png.js';

/** A picture that was read, a quarter further clockwise: its note says so, and nothing is decoded. */
export function turnPicture({ mediaType, content }: Pick<Picture, 'mediaType' | 'content'>) {
  const file = Buffer.from(content);
  return { mediaType, content: mediaType === 'image/png' ? turnPng(file) : turnJpeg(file) };
}
