import type { Response } from 'express';

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
