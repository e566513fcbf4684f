import { crc32, createDeflateRaw } from 'node:zlib';
import { through } from './through.js';

/** A file of a zip; its content is read once, when its turn comes. */
export interface ZipPart {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

/** A part is larger than a zip without extensions can say. */
export class PartTooLarge extends Error {}

/** A zip as it is written: nothing of a part is kept but its length and its checksum. */
export async function* zipStream(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Entry[] = [];
  let at = 0;
  for await (const { name, content } of parts) {
    const entry: Entry = { name: Buffer.from(name), at, crc: 0, size: 0, packed: 0 };
    const head = localHeader(entry);
    yield head;
    for await (const chunk of through(counted(content, entry), createDeflateRaw())) {
      entry.packed += chunk.length;
      yield chunk;
    }
    yield descriptor(entry);
    at += head.length + entry.packed + DESCRIPTOR;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(centralHeader));
  yield directory;
  yield end(written.length, directory.length, at);
}

interface Entry {
  readonly name: Buffer;
  readonly at: number;
  crc: number;
  size: number;
  packed: number;
}

const CHUNK = 65_536;
const MOST = 0xffff_fffe;

/** The content in chunks worth compressing; `entry` learns their length and checksum. */
async function* counted(content: ZipPart['content'], entry: Entry): AsyncGenerator<Buffer> {
  const count = (text: string) => {
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    if (entry.size > MOST) throw new PartTooLarge(entry.name.toString());
    return bytes;
  };
  let text = '';
  for await (const piece of content) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield count(text);
    text = '';
  }
  yield count(text);
}

const VERSION = 20;
/** The lengths follow the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980, when zip begins. */
const DAY = 0x0021;
const DESCRIPTOR = 16;

function localHeader({ name }: Entry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(DAY, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, size }: Entry): Buffer {
  const bytes = Buffer.alloc(DESCRIPTOR);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
}

function centralHeader({ name, at, crc, packed, size }: Entry): Buffer {
  if (at > MOST || packed > MOST) throw new PartTooLarge(name.toString());
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DEFLATED, 10);
  header.writeUInt16LE(DAY, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(at, 42);
  return Buffer.concat([header, name]);
}

function end(count: number, length: number, at: number): Buffer {
  if (at > MOST) throw new PartTooLarge('the directory');
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(at, 16);
  return bytes;
}
