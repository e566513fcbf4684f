import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { TempStream } from '@zip.js/zip.js/index-native.js';

/** What is written is read again from its beginning: a file that has no name any more, and is gone with this process. */
export async function waitingFile(directory: string): Promise<TempStream> {
  const path = join(directory, randomUUID());
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return {
    writable: new WritableStream<Uint8Array>({ write: (chunk) => file.writeFile(chunk) }),
    get readable() {
      return ReadableStream.from(file.createReadStream({ start: 0, autoClose: false }));
    },
    dispose: () => file.close(),
  };
}
