import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSameProcess, processMark } from '../jobs/processes.js';

export interface UploadDirectory {
  readonly path: string;
  /** Removes it with all that is left there. */
  readonly remove: () => Promise<void>;
}

/**
 * Where this process puts what is sent to it, below `dataDir`: nobody else reads it. What a process left there that was
 * killed is removed. Where the data directory cannot be written, it is one of the system's.
 */
export async function openUploadDirectory(dataDir: string): Promise<UploadDirectory> {
  const path = await makeBelow(join(dataDir, 'uploads')).catch(() =>
    mkdtemp(join(tmpdir(), 'portal-uploads-')),
  );
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function makeBelow(all: string): Promise<string> {
  await mkdir(all, { recursive: true, mode: 0o700 });
  const path = join(all, nameOf(await processMark(process.pid)));
  for (const name of await readdir(all))
    if (!(await isSameProcess(name.replace('-', ' '))))
      await rm(join(all, name), { recursive: true, force: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}

const nameOf = (mark: string) => mark.replace(' ', '-');
