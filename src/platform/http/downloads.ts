import type { Response } from 'express';
import { NotFound } from '../errors.js';

/** Sends an uploaded file to be saved, never to be shown: whatever it holds, the browser does not run it here. */
export function sendAttachment(
  res: Response,
  file: { name: string; mediaType: string; content: Uint8Array },
): void {
  res.set({
    'Content-Type': file.mediaType,
    'Content-Disposition': contentDisposition(file.name),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  res.send(Buffer.from(file.content));
}

/** Shows a file as a picture: the drawn first page of a PDF, or the file where it is a picture itself. */
export function sendPicture(
  res: Response,
  file: { mediaType: string; content: Uint8Array; preview: Uint8Array | null },
): void {
  const isPicture = /^image\/(png|jpeg)$/.test(file.mediaType);
  if (!file.preview && !isPicture) throw new NotFound('Tệp này không xem trước được.');
  res.set({
    'Content-Type': file.preview ? 'image/png' : file.mediaType,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  res.send(Buffer.from(file.preview ?? file.content));
}

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
