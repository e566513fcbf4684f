import { once } from 'node:events';
import { Readable, type PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of a zip; its content is read once, when its turn comes. */
export interface ZipPart {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

/**
 * A zip as it is written, no faster than it is taken: nothing of a part is kept. The failure of a part is that of the
 * zip, and who leaves early ends the part that is being read.
 */
export async function* zipStream(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the library makes one
  const output = zip.outputStream as PassThrough;
  let source: Readable | undefined;
  for (const { name, content } of parts)
    zip.addReadStreamLazy(name, TIMELESS, (read) => {
      // The library hears of no failure, and would wait for more.
      source = Readable.from(inChunks(content)).on('error', (error) => output.destroy(error));
      read(null, source);
    });
  zip.end();
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } finally {
    if (source) await ended(source);
  }
}

/** 1 January 1980, when zip begins: a file does not tell when it was made. */
const TIMELESS = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
const CHUNK = 65_536;

/** In pieces worth compressing. */
async function* inChunks(content: ZipPart['content']): AsyncGenerator<Buffer> {
  let text = '';
  for await (const piece of content) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

async function ended(source: Readable): Promise<void> {
  if (source.closed) return;
  source.destroy();
  await once(source, 'close');
}
