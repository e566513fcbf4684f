import pg from 'pg';
import type { Logger } from 'pino';
import { CannotStart, type Config } from '../../config.js';
import type { DataDir } from './data-dir.js';
import {
  OWNER_SECRET,
  runningEmbedded,
  SERVING_ROLE,
  SERVING_SECRET,
  startEmbeddedPostgres,
} from './embedded-postgres.js';

/** A PostgreSQL that answers; `stop` ends it if the portal started it. */
export interface Server {
  /** As the portal serves. */
  readonly url: string;
  /** As the owner of the tables, who migrates. */
  readonly ownerUrl: string;
  /** The role of `url`, to which the owner grants its rights; undefined where both are the same. */
  readonly servingRole?: string | undefined;
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
  const { databaseUrl, databaseOwnerUrl: ownerUrl = databaseUrl } = options.config;
  if (databaseUrl === undefined || ownerUrl === undefined) return embedded(options);
  if (options.fresh) throw new CannotStart('--fresh removes the embedded database only: unset DATABASE_URL');
  const { version, role } = await lookAt(databaseUrl, 'DATABASE_URL');
  const problem = versionProblem(version);
  if (problem) throw new CannotStart(problem);
  const owner = ownerUrl === databaseUrl ? role : (await lookAt(ownerUrl, 'DATABASE_OWNER_URL')).role;
  const servingRole = owner === role ? undefined : role;
  return { url: databaseUrl, ownerUrl, servingRole, stop: () => Promise.resolve() };
}

/**
 * The server that a running portal uses; where none runs, one that lasts until `stop`. For what an operator does beside
 * the portal. CannotStart as `openServer`.
 */
export async function borrowServer(options: ServerOptions): Promise<Server> {
  const { config, dataDir } = options;
  const running = config.databaseUrl === undefined ? await runningEmbedded(dataDir.path) : undefined;
  if (running === undefined) return openServer(options);
  const servingRole = running.url === running.ownerUrl ? undefined : SERVING_ROLE;
  return { ...running, servingRole, stop: () => Promise.resolve() };
}

async function embedded({ dataDir, log, fresh = false }: ServerOptions): Promise<Server> {
  await dataDir.lock();
  try {
    const server = await startEmbeddedPostgres({
      dataDir: dataDir.path,
      password: await dataDir.secret(OWNER_SECRET),
      servingPassword: await dataDir.secret(SERVING_SECRET),
      log,
      fresh,
    });
    const stop = () => server.stop().finally(dataDir.unlock);
    return { ...server, servingRole: SERVING_ROLE, stop };
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

/** `setting`: where the address comes from. */
async function lookAt(url: string, setting: string): Promise<{ version: number; role: string }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; role: string }>(
      `SELECT current_setting('server_version_num') AS version, current_user::text AS role`,
    );
    const [{ version, role }] = rows as [{ version: string; role: string }];
    return { version: Number(version), role };
  } catch (error) {
    throw new CannotStart(`the database of ${setting} (${placeOf(url)}) does not answer: ${reasonOf(error)}`);
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
