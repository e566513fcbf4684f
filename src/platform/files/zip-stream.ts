import { tmpdir } from 'node:os';
import { configure, ZipWriter } from '@zip.js/zip.js/index-native.js';
import { EncodedText } from './encoded-text.js';
import { waitingFile } from './waiting-file.js';

/** A file of a zip; its content is read once, when its turn comes. */
export interface ZipPart {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

/** Files of a zip that one reading makes: their content comes as a piece for each of them, again and again. */
export interface ZipParts {
  readonly names: readonly string[];
  readonly content: AsyncIterable<readonly string[]>;
}

// All runs in this thread and those of zlib; the number of workers would only bound how many parts can be open.
configure({ useWebWorkers: false, maxWorkers: Number.MAX_SAFE_INTEGER });

/**
 * A zip as it is written, no faster than it is taken: nothing of it is kept, except for parts of one reading, of which
 * all but the first wait, compressed, in files below `waitingIn`. The failure of a part is that of the zip, and who leaves
 * early ends the reading.
 */
export async function* zipStream(
  parts: Iterable<ZipPart | ZipParts>,
  waitingIn = tmpdir(),
): AsyncGenerator<Buffer> {
  const output = pipe();
  const leaving = new AbortController();
  const options = { ...TIMELESS, createTempStream: () => waitingFile(waitingIn) };
  const writing = write(new ZipWriter(output.writable, options), parts, leaving.signal).catch(output.fail);
  try {
    for await (const { buffer, byteOffset, length } of output.readable)
      yield Buffer.from(buffer, byteOffset, length);
  } finally {
    leaving.abort();
    await writing;
  }
}

interface Pipe {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  /** Both ends of it, also who waits for it to be read. */
  readonly fail: (reason: unknown) => void;
}

function pipe(): Pipe {
  let fail: Pipe['fail'] = () => undefined;
  const start = (controller: TransformStreamDefaultController<Uint8Array>) => {
    fail = (reason) => {
      controller.error(reason);
    };
  };
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({ start });
  return { readable, writable, fail };
}

/** 1 January 1980, when zip begins: a file does not tell when it was made. */
const TIMELESS = { lastModDate: new Date(1980, 0, 1), extendedTimestamp: false };

async function write(
  zip: ZipWriter<unknown>,
  parts: Iterable<ZipPart | ZipParts>,
  leaving: AbortSignal,
): Promise<void> {
  for (const part of parts) {
    const { names, content } = 'names' in part ? part : { names: [part.name], content: alone(part.content) };
    await add(zip, { names, content }, leaving);
  }
  await zip.close();
}

async function* alone(content: ZipPart['content']): AsyncGenerator<[string]> {
  for await (const piece of content) yield [piece];
}

/** A part is longer than what all programs can read. */
export class PartTooLong extends Error {}
/** In bytes: what is longer needs another format of zip, which the library is told not to write. */
const MOST = 4_000_000_000;
const SHORT = { uncompressedSize: 0 };

/** Whatever fails first ends all the rest, and is what it failed with. */
async function add(zip: ZipWriter<unknown>, { names, content }: ZipParts, leaving: AbortSignal) {
  const failing = new AbortController();
  const ending = AbortSignal.any([leaving, failing.signal]);
  const inlets = names.map(pipe);
  ending.addEventListener('abort', () => {
    for (const { fail } of inlets) fail(ending.reason);
  });
  const added = inlets.map(({ readable }, at) => zip.add(names[at] ?? '', readable, SHORT));
  const work = [fill(inlets, content), ...added];
  await Promise.allSettled(
    work.map((each) =>
      each.catch((error: unknown) => {
        failing.abort(error);
      }),
    ),
  );
  ending.throwIfAborted();
}

async function fill(inlets: readonly Pipe[], content: ZipParts['content']): Promise<void> {
  const files = inlets.map(({ writable }) => {
    return { text: new EncodedText(), writer: writable.getWriter(), length: 0 };
  });
  const write = async (file: (typeof files)[number], chunk: Buffer | undefined) => {
    if (!chunk) return;
    file.length += chunk.length;
    if (file.length > MOST) throw new PartTooLong();
    await file.writer.write(chunk);
  };
  for await (const pieces of content)
    for (const [at, file] of files.entries()) await write(file, file.text.add(pieces[at] ?? ''));
  for (const file of files) {
    await write(file, file.text.rest());
    await file.writer.close();
  }
}
