import { inflateSync } from 'node:zlib';
import { convertIndexedToRgb, decode, encode, type DecodedPng } from 'fast-png';
import { pngParts } from './png.js';

/** Some programs leave a few bytes behind the last row. */
const SPARE = 1024;

/**
 * The PNG as one that a PDF takes as it is: opaque, its rows in order. Throws where it does not hold the pixels that its
 * head speaks of, without inflating more than these. For a thread: it takes up to a second.
 */
export function plainPng(content: Uint8Array): Uint8Array {
  const { head, deflated } = pngParts(content);
  const { length } = inflateSync(deflated, { maxOutputLength: head.inflated + SPARE });
  if (length < head.inflated) throw new Error('a PNG without some of its rows');
  if (!head.hasAlpha && !head.isInterlaced) return content;
  const { width, height, ...pixels } = decode(content);
  return encode({ width, height, ...opaque({ width, height, ...pixels }) });
}

function opaque(png: DecodedPng) {
  if (png.palette) return { data: convertIndexedToRgb(png), channels: 3 };
  const { data, channels, depth } = png;
  return channels % 2 === 1 ? { data, channels, depth } : { data: onWhite(png), channels: channels - 1 };
}

/** Its colours as they look on paper, each of 8 bits. */
function onWhite({ data, channels, depth }: DecodedPng): Uint8Array {
  const most = depth === 16 ? 65_535 : 255;
  const colours = channels - 1;
  const shown = new Uint8Array((data.length / channels) * colours);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    const cover = (data[from + colours] ?? most) / most;
    for (let at = 0; at < colours; at += 1, to += 1)
      shown[to] = 255 * (1 - cover + ((data[from + at] ?? 0) / most) * cover);
  }
  return shown;
}
