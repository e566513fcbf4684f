import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { CannotStart } from '../../config.js';
import { freePorts, isFree } from '../free-ports.js';
import { logLength, logSince, rotateLog } from './server-log.js';
import { postgresProgram, type PostgresProgram } from './postgres-program.js';
import { commandOf, endProcess } from '../jobs/processes.js';

export interface EmbeddedPostgres {
  /** The address of its database "portal" for the role that serves; the owner's where there is none. */
  readonly url: string;
  readonly ownerUrl: string;
  readonly stop: () => Promise<void>;
}

/** `flags` are added to the server's command line. */
export interface EmbeddedOptions {
  dataDir: string;
  /** The owner's. */
  password: string;
  /** With one there is a role beside the owner, SERVING_ROLE, which has it. */
  servingPassword?: string;
  log: Logger;
  /** Removes the data first. */
  fresh?: boolean;
  flags?: string[];
}

interface Cluster extends EmbeddedOptions {
  program: PostgresProgram;
  directory: string;
  logFile: string;
  port: number;
}

/**
 * Starts the PostgreSQL that npm installed, with its data in <dataDir>/postgres, on a port of the loopback address.
 * While it should run, it is started again whenever it dies. A server that a killed portal left behind is stopped
 * first; the caller has seen to it that no other portal uses the data. CannotStart where it does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const directory = join(options.dataDir, 'postgres');
  await stopLeftover(directory);
  if (options.fresh) await rm(directory, { recursive: true, force: true });
  const cluster: Cluster = {
    ...options,
    program: await postgresProgram(options.dataDir),
    directory,
    logFile: join(options.dataDir, 'postgres.log'),
    port: await keptPort(options.dataDir),
  };
  if (!existsSync(directory)) await initialise(cluster);
  const server = await keepRunning(cluster);
  try {
    await makeDatabase(cluster);
    await makeServingRole(cluster);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...addressesOf(cluster), stop: server.stop };
}

/** The addresses of the database that a running portal has in `dataDir`; undefined where nothing answers there. */
export async function runningEmbedded(dataDir: string): Promise<Omit<EmbeddedPostgres, 'stop'> | undefined> {
  const read = (name: string) => readFile(join(dataDir, name), 'utf8').catch(() => '');
  const [port, password] = [Number(await read('postgres.port')), await read(OWNER_SECRET)];
  if (!port || !password) return undefined;
  const servingPassword = await read(SERVING_SECRET);
  return withClient({ port, password }, 'portal', (client) => client.query('SELECT 1')).then(
    () => addressesOf({ port, password, servingPassword }),
    () => undefined,
  );
}

/** The secrets of the data directory by which the two sign in. */
export const OWNER_SECRET = 'postgres.password';
export const SERVING_SECRET = 'postgres-serving.password';
/** It owns nothing: rights.ts says what it may. */
export const SERVING_ROLE = 'portal_serving';
const USER = 'portal';
const LOCALE = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=vi', '--locale=C'];
// Its log names no data: neither failing statements nor the values that they fail on.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  max_connections: '100',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** Makes the data directory aside and puts it in place when it is whole: a kill in between leaves nothing half-made. */
async function initialise({ program, directory, dataDir, password }: Cluster): Promise<void> {
  await removeUnfinished(dataDir);
  const aside = await mkdtemp(`${directory}.new-`);
  const passwordFile = `${aside}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  await Promise.all([program.own(aside), program.own(passwordFile)]);
  const { file, args } = program.command('initdb');
  const own = [`--pgdata=${aside}`, `--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const child = spawn(file, [...args, ...own, ...LOCALE], { ...program.options, stdio: 'pipe' });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdout.resume();
  const [code] = (await once(child, 'close')) as [number | null];
  await rm(passwordFile, { force: true });
  if (code !== 0) throw new CannotStart(`the embedded database cannot be made: ${reasonIn(output)}`);
  await rename(aside, directory);
}

/**
 * Where the password that was kept beside the data is lost, the server is told the new one, in PostgreSQL's single-user mode:
 * who may read the data may use that.
 */
async function setPassword({ program, directory, password, log }: Cluster): Promise<void> {
  const { file, args } = program.command('postgres');
  const own = ['--single', '-D', directory, 'postgres'];
  const child = spawn(file, [...args, ...own], { ...program.options, stdio: 'pipe' });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdout.resume();
  child.stdin.end(`ALTER ROLE ${USER} PASSWORD ${pg.escapeLiteral(password)}\n`);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || output.includes('ERROR'))
    throw new CannotStart(`the embedded database cannot be given a new password: ${reasonIn(output)}`);
  log.warn('the password kept beside the embedded database was another one: the database was given it');
}

/** What a killed portal did not finish. Its initdb may still be writing: then the next start removes the rest. */
async function removeUnfinished(dataDir: string): Promise<void> {
  const unfinished = (await readdir(dataDir)).filter((name) => name.startsWith('postgres.new-'));
  for (const name of unfinished)
    await rm(join(dataDir, name), { recursive: true, force: true }).catch(() => undefined);
}

/** How often it is looked whether the log has become too long, in ms. */
const ROTATE_EVERY = 3_600_000;

/** Starts the server, and again whenever it ends without being told to. */
async function keepRunning(cluster: Cluster): Promise<{ stop: () => Promise<void> }> {
  let isStopping = false;
  let child = await startServer(cluster);
  const watch = () => {
    // It may have died just after it answered: then its end is told to nobody any more.
    if (hasEnded(child)) return void restart();
    child.once('exit', () => void restart());
  };
  const restart = async () => {
    for (let pause = 100; !isStopping; pause = Math.min(pause * 2, 5000)) {
      cluster.log.error('the database has ended; starting it again');
      await sleep(pause);
      try {
        child = await startServer(cluster);
        return watch();
      } catch (error) {
        cluster.log.error({ reason: String(error) }, 'the database does not start');
      }
    }
  };
  watch();
  const rotation = setInterval(
    () => void rotateLog(cluster.logFile).catch(() => undefined),
    ROTATE_EVERY,
  ).unref();
  const stopAtExit = () => child.kill('SIGINT');
  process.once('exit', stopAtExit);
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(rotation);
      process.off('exit', stopAtExit);
      await endServer(child);
    },
  };
}

/** Answers when the server takes connections. */
async function startServer(cluster: Cluster): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    await stopLeftover(cluster.directory);
    const before = await logLength(cluster.logFile);
    const child = await spawnServer(cluster);
    const state = await untilReady(cluster, child);
    if (state === 'ready') return child;
    if (state === 'other-password') {
      await setPassword(cluster);
      continue;
    }
    const reason = await logSince(cluster.logFile, before);
    // What a killed server left behind may need a moment to go away.
    if (!/shared memory block|postmaster\.pid/.test(reason) || attempt === 40)
      throw new CannotStart(`the embedded database does not start: ${reasonIn(reason)}`);
    await sleep(250);
  }
}

async function spawnServer({
  program,
  directory,
  logFile,
  port,
  flags = [],
}: Cluster): Promise<ChildProcess> {
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const { file, args } = program.command('postgres');
  await rotateLog(logFile);
  const log = await open(logFile, 'a', 0o600);
  try {
    // In a group of its own: Ctrl-C in a terminal is for the portal, which stops the database last.
    const child = spawn(file, [...args, '-D', directory, ...settings, ...flags], {
      ...program.options,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

/** How a server came up: one that knows another password has been ended again. Recovery after a crash may take a while. */
async function untilReady(
  cluster: Cluster,
  child: ChildProcess,
): Promise<'ready' | 'ended' | 'other-password'> {
  for (let waited = 0; waited < 300_000 && !hasEnded(child); waited += 30) {
    try {
      await withClient(cluster, 'postgres', (client) => client.query('SELECT 1'));
      return 'ready';
    } catch (error) {
      const isOther = (error as { code?: string }).code === INVALID_PASSWORD;
      if (isOther) await endServer(child);
      if (isOther) return 'other-password';
      await sleep(30);
    }
  }
  await endServer(child);
  return 'ended';
}

const INVALID_PASSWORD = '28P01';

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Fast shutdown: transactions that still run are rolled back. If even that takes too long, the next start recovers. */
async function endServer(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const impatient = setTimeout(() => child.kill('SIGQUIT'), 5000);
  await ended;
  clearTimeout(impatient);
}

/** Stops a server that a killed portal left running; a stale postmaster.pid of a killed server is removed. */
async function stopLeftover(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  if (!(await commandOf(pid)).includes(directory)) {
    // The number may be another process's by now, which PostgreSQL would take for a server of its own.
    await rm(file, { force: true });
    return;
  }
  if ((await endProcess(pid, 'SIGINT', 8000)) || (await endProcess(pid, 'SIGQUIT', 5000))) return;
  throw new CannotStart(`a database server (process ${pid}) still uses ${directory} and does not stop`);
}

async function makeDatabase(cluster: Cluster): Promise<void> {
  await withClient(cluster, 'postgres', async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'portal'");
    if (rowCount === 0) await client.query('CREATE DATABASE portal');
  });
}

/**
 * An older server gets it, too; one that knows another password is told this one. It sees what statements wait for, whoever runs
 * them (blockers.ts).
 */
async function makeServingRole(cluster: Cluster): Promise<void> {
  const { servingPassword } = cluster;
  if (!servingPassword) return;
  const role = pg.escapeIdentifier(SERVING_ROLE);
  await withClient(cluster, 'postgres', async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [SERVING_ROLE]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
    const less = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
    await client.query(`ALTER ROLE ${role} ${less} PASSWORD ${pg.escapeLiteral(servingPassword)}`);
    await client.query(`GRANT pg_read_all_stats TO ${role}`);
  });
}

async function withClient<T>(
  cluster: Pick<Cluster, 'port' | 'password'>,
  database: string,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: address(cluster, database),
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Keys = Pick<Cluster, 'port' | 'password' | 'servingPassword'>;

function addressesOf(keys: Keys): Omit<EmbeddedPostgres, 'stop'> {
  const { port, servingPassword } = keys;
  const ownerUrl = address(keys, 'portal');
  const serving = { port, password: servingPassword ?? '' };
  return { url: servingPassword ? address(serving, 'portal', SERVING_ROLE) : ownerUrl, ownerUrl };
}

function address({ port, password }: Keys, database: string, user = USER): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** The port of the last time if it is still free, or else any. */
async function keptPort(dataDir: string): Promise<number> {
  const file = join(dataDir, 'postgres.port');
  const last = Number(await readFile(file, 'utf8').catch(() => '0')) || 0;
  if (last > 0 && (await isFree(last))) return last;
  const [port = 0] = await freePorts(1);
  await writeFile(file, String(port));
  return port;
}

/** The line that says what went wrong: the last, unless the disk was full, which much else follows from. */
function reasonIn(output: string): string {
  const lines = output.trim().split('\n');
  return lines.find((line) => line.includes('No space left on device')) ?? lines.at(-1) ?? '';
}
