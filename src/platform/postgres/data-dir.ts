import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '../../config.js';
import { isSameProcess, processMark } from '../jobs/processes.js';

/** The directory of the portal's own data: the embedded database and secrets. */
export interface DataDir {
  readonly path: string;
  /** A random secret kept in the file `name`, made when it is first asked for. */
  readonly secret: (name: string) => Promise<string>;
  /** The secrets that there are, by name, but that of the database's server, which a new one has anew. */
  readonly secrets: () => Promise<Record<string, string>>;
  /** Keeps a secret of before, where there is none of this name yet. */
  readonly keepSecret: (name: string, secret: string) => Promise<void>;
  /** Keeps other portals away from the data until `unlock`, or until this process ends in whatever way. */
  readonly lock: () => Promise<void>;
  readonly unlock: () => Promise<void>;
}

/** The directory is made when it is first used, and closed to others on this machine. All methods throw CannotStart where it cannot be written. */
export function dataDirectory(path: string): DataDir {
  const lockFile = join(path, 'portal.pid');
  return {
    path,
    secrets: () => keptSecrets(path),
    keepSecret: async (name, secret) => {
      await writing(path, () => createWith(join(path, name), secret));
    },
    secret: (name) => writing(path, () => keptSecret(join(path, name))),
    lock: () => writing(path, () => takeLock(path, lockFile)),
    unlock: () => rm(lockFile, { force: true }),
  };
}

async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await mkdir(path, { recursive: true, mode: 0o700 });
    // One of before, or made by hand. Where it is somebody else's, the start says so.
    if (await isOpenToOthers(path)) await chmod(path, 0o700).catch(() => undefined);
    return await write();
  } catch (error) {
    if (error instanceof CannotStart || !(error instanceof Error)) throw error;
    const { code = error.message } = error as NodeJS.ErrnoException;
    throw new CannotStart(
      `the data directory ${path} cannot be written (${code}); set DATA_DIR to one that can`,
    );
  }
}

/** Whether others on this machine may look into the directory; false where there is none. */
export async function isOpenToOthers(path: string): Promise<boolean> {
  return stat(path).then(
    ({ mode }) => (mode & 0o077) !== 0,
    () => false,
  );
}

async function keptSecret(file: string): Promise<string> {
  // A full disk, or a copy that broke off, leaves an empty one.
  if ((await readFile(file, 'utf8').catch(() => undefined))?.trim() === '') await rm(file, { force: true });
  await createWith(file, randomBytes(32).toString('hex'));
  return readFile(file, 'utf8');
}

/** Which a backup has to take along. */
const KEPT = ['session.secret', 'push.secret'];

async function keptSecrets(path: string): Promise<Record<string, string>> {
  const found = await Promise.all(
    KEPT.map(async (name) => [name, await readFile(join(path, name), 'utf8').catch(() => '')] as const),
  );
  return Object.fromEntries(found.filter(([, secret]) => secret !== ''));
}

async function takeLock(path: string, file: string): Promise<void> {
  const mine = await processMark(process.pid);
  for (let waited = 0; !(await createWith(file, mine)); waited += 100) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (!(await isSameProcess(holder))) await removeLock(file, holder);
    // It may be about to end.
    else if (waited < 3000) await sleep(100);
    else
      throw new CannotStart(
        `another portal (process ${holder.split(' ')[0] ?? ''}) uses the data in ${path}`,
      );
  }
}

/** Removes the lock of a process that is gone, and not the one that a third process may have just made. */
async function removeLock(file: string, holder: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(ignoreMissing);
  const removed = await readFile(aside, 'utf8').catch(() => holder);
  if (removed !== holder) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Makes the file with its whole content at once, readable by its owner only; false where there is one already. */
async function createWith(file: string, content: string): Promise<boolean> {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(aside, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
    await link(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await handle.close();
    await rm(aside, { force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
