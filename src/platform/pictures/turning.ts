import { turnJpeg } from './jpeg.js';
import type { Picture } from './picture.js';
import { turnPng } from './png.js';

/** A picture that was read, a quarter further clockwise: its note says so, and nothing is decoded. */
export function turnPicture<P extends Pick<Picture, 'mediaType' | 'content'>>({ mediaType, content }: P) {
  const file = Buffer.from(content);
  return { mediaType, content: mediaType === 'image/png' ? turnPng(file) : turnJpeg(file) };
}
