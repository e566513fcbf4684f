import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';

/** A file that somebody sent, as it lies on disk until its request is over. */
export type Upload = Pick<Express.Multer.File, 'originalname' | 'path' | 'size' | 'sha256' | 'refusal'>;

/** Writes what comes in into the directory that the app has for it, with its digest, and holds none of it in memory. */
export const uploadStorage: StorageEngine = {
  _handleFile: (req, { stream }, done) => {
    const path = join(req.app.get('uploads') as string, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    const measured = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    };
    pipeline(stream, measured, createWriteStream(path, { mode: 0o600 })).then(
      () => {
        done(null, { path, size, sha256: hash.digest('hex') });
      },
      // What has come in of it is of no use to anybody.
      (error: unknown) => void rm(path, { force: true }).finally(() => done(error)),
    );
  },
  _removeFile: (_req, { path }, done) => {
    removed(path).then(() => done(null), done);
  },
};

export function uploadsOf(req: Request): Express.Multer.File[] {
  return Array.isArray(req.files) ? req.files : [];
}

/** All of it, for what has to be seen at once: a picture, a workbook. */
export function bytesOf({ path }: Upload): Promise<Buffer> {
  return readFile(path);
}

export async function removeUploads(req: Request): Promise<void> {
  await Promise.all(uploadsOf(req).map(({ path }) => removed(path)));
}

/** Multer asks for it before there is a path, too. */
async function removed(path: string | undefined): Promise<void> {
  if (path !== undefined) await rm(path, { force: true });
}
