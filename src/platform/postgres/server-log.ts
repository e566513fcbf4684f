import { copyFile, open, stat, truncate } from 'node:fs/promises';

// postgres.log is what the embedded server says: added to at each start, and never longer than twice this.

/** In bytes */
const MOST = 5_000_000;

/**
 * Puts a log that has become too long aside as `<file>.1`, in place of the one before. The server writes at its end, wherever
 * that is, so it is emptied and not renamed.
 */
export async function rotateLog(file: string, most = MOST): Promise<void> {
  if ((await logLength(file)) < most) return;
  await copyFile(file, `${file}.1`);
  await truncate(file);
}

/** In bytes; 0 where there is none. */
export async function logLength(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** What was added since it was `length` bytes long, or all of it where it was put aside since. */
export async function logSince(file: string, length: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const from = size < length ? 0 : length;
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - from), position: from });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
