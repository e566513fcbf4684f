import pg from 'pg';
import type { Logger } from 'pino';
import { CannotStart, type Config } from '../../config.js';
import type { DataDir } from './data-dir.js';
import { runningEmbedded, startEmbeddedPostgres } from './embedded-postgres.js';

/** A PostgreSQL that answers; `stop` ends it if the portal started it. */
export interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  config: Config;
  dataDir: DataDir;
  log: Logger;
  /** Removes the embedded database first. */
  fresh?: boolean | undefined;
}

/** The server that the settings name, or the embedded one. CannotStart where it is down or too old. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { databaseUrl } = options.config;
  if (databaseUrl === undefined) return embedded(options);
  if (options.fresh) throw new CannotStart('--fresh removes the embedded database only: unset DATABASE_URL');
  const problem = versionProblem(await serverVersion(databaseUrl));
  if (problem) throw new CannotStart(problem);
  return { url: databaseUrl, stop: () => Promise.resolve() };
}

/**
 * The server that a running portal uses; where none runs, one that lasts until `stop`. For what an operator does beside
 * the portal. CannotStart as `openServer`.
 */
export async function borrowServer(options: ServerOptions): Promise<Server> {
  const { config, dataDir } = options;
  const url = config.databaseUrl === undefined ? await runningEmbedded(dataDir.path) : undefined;
  return url === undefined ? openServer(options) : { url, stop: () => Promise.resolve() };
}

async function embedded({ dataDir, log, fresh = false }: ServerOptions): Promise<Server> {
  await dataDir.lock();
  try {
    const password = await dataDir.secret('postgres.password');
    const server = await startEmbeddedPostgres({
      dataDir: dataDir.path,
      password,
      log,
      fresh,
    });
    const stop = () => server.stop().finally(dataDir.unlock);
    return { url: server.url, stop };
  } catch (error) {
    await dataDir.unlock();
    throw error;
  }
}

/** `version` as in server_version_num: 150004 is 15.4. */
export function versionProblem(version: number): string | undefined {
  if (version >= 150_000) return undefined;
  const major = String(Math.floor(version / 10_000));
  return `DATABASE_URL leads to PostgreSQL ${major}; the portal needs 15 or later`;
}

async function serverVersion(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version_num') AS version`,
    );
    return Number(rows[0]?.version);
  } catch (error) {
    throw new CannotStart(
      `the database of DATABASE_URL (${placeOf(url)}) does not answer: ${reasonOf(error)}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The address without its password. */
function placeOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : 'unreadable';
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  // Trying several addresses of one name fails without a message of its own.
  return message ? message.split('\n')[0]! : (code ?? 'unknown reason');
}
