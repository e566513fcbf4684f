import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { NotFound } from '../errors.js';
import type { StoredContent } from '../files/stored-content.js';

export interface Download {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array | StoredContent;
}

/** Sends an uploaded file to be saved, never to be shown: whatever it holds, the browser does not run it here. */
export async function sendAttachment(res: Response, { name, mediaType, content }: Download): Promise<void> {
  res.set({
    'Content-Type': mediaType,
    'Content-Disposition': contentDisposition(name),
    'Content-Security-Policy': NOTHING_RUNS,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  await sendContent(res, content);
}

/** Shows a file as a picture: the drawn first page of a PDF, or the file where it is a picture itself. */
export async function sendPicture(
  res: Response,
  { mediaType, content, preview }: Omit<Download, 'name'> & { preview: Uint8Array | null },
): Promise<void> {
  const isPicture = /^image\/(png|jpeg)$/.test(mediaType);
  if (!preview && !isPicture) throw new NotFound('Tệp này không xem trước được.');
  res.set({
    'Content-Type': preview ? 'image/png' : mediaType,
    'Content-Security-Policy': NOTHING_RUNS,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  await sendContent(res, preview ?? content);
}

/** Also where a browser shows it all the same. */
export const NOTHING_RUNS = "default-src 'none'; sandbox";

/** As fast as it is taken. Who leaves, or whom the database fails meanwhile, has an answer that breaks off. */
export async function sendContent(res: Response, content: Uint8Array | StoredContent): Promise<void> {
  if (content instanceof Uint8Array) return void res.send(Buffer.from(content));
  const pieces = content.pieces()[Symbol.asyncIterator]();
  // The first one before anything is said: what cannot be read at all is an answer of its own.
  const first = content.size > 0 ? await pieces.next() : undefined;
  res.set('Content-Length', String(content.size));
  const all = async function* () {
    if (first?.done !== false) return;
    yield first.value;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  };
  await sendStream(res, Readable.from(all(), { objectMode: true, highWaterMark: 1 }));
}

/** Sends what streams make, each fed by the one before. A download that its person breaks off is no failure. */
export async function sendStream(
  res: Response,
  source: NodeJS.ReadableStream,
  ...through: NodeJS.ReadWriteStream[]
): Promise<void> {
  res.setMaxListeners(LISTENERS);
  await pipeline([source, ...through, res]).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** A pipeline alone listens seven times for the end of an answer; with those of a request's path Node takes it for a leak. */
const LISTENERS = 20;

/** An attachment's header: a plain ASCII name for old programs, the real one in UTF-8 (RFC 6266, RFC 8187). */
export function contentDisposition(name: string): string {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .replace(/[^\w. -]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** The name that such a header gives a file; undefined where it is none that is to be saved. */
export function fileNameIn(header: string | undefined): string | undefined {
  const [, encoded] = /^attachment;.*filename\*=UTF-8''(\S+)$/.exec(header ?? '') ?? [];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}
