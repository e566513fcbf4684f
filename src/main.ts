import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createApp } from './app.js';
import type { Config } from './config.js';
import type { AppDeps } from './deps.js';
import { publishInitialGuidance } from './guidance/commands.js';
import { startJobs } from './jobs.js';
import { clockStartingAt, systemClock } from './platform/clock.js';
import { openDrawing } from './platform/documents/drawing.js';
import { Drain, type StopPatience } from './platform/http/drain.js';
import { listen } from './platform/http/listening.js';
import { BEARABLE, Pressure } from './platform/http/pressure.js';
import { Queue, SLOW_WORK } from './platform/jobs/queue.js';
import { openPdfReader } from './platform/files/pdf-reader.js';
import { openUploadDirectory } from './platform/files/upload-directory.js';
import { createLog } from './platform/log.js';
import { namingBlockers } from './platform/postgres/blockers.js';
import { dataDirectory, isOpenToOthers, type DataDir } from './platform/postgres/data-dir.js';
import { openServer, type Server } from './platform/postgres/database.js';
import { openDatabases, type Databases } from './platform/postgres/databases.js';
import type { Db, OnStatement } from './platform/postgres/db.js';
import { ConnectionLost } from './platform/postgres/failures.js';
import { whileLeading } from './platform/postgres/leadership.js';
import { migrate } from './platform/postgres/migrate.js';
import { listenTo } from './platform/postgres/notifications.js';
import { rightsOfRole } from './platform/postgres/rights.js';
import { openSearching } from './search/searching.js';
import { openSecurityLog } from './platform/security-log.js';
import type { LockHolder } from './platform/postgres/start-lock.js';
import { watchStorage } from './platform/storage.js';

export interface Portal {
  readonly url: string;
  /** Says on /readyz that it is about to stop; goes on serving. */
  readonly leave: () => void;
  /** Finishes the requests that run, then ends all that was started. */
  readonly stop: (patience?: StopPatience) => Promise<void>;
}

export interface StartOptions {
  /** How the database is found: by default it is opened, and ended with the portal. */
  openServer?: typeof openServer;
  /** How many processes serve beside each other: they share what the machine can do at once. */
  processes?: number;
  /** Removes the embedded database first. */
  fresh?: boolean;
  /** Runs on the migrated database, before the first request. */
  prepare?: (deps: AppDeps) => Promise<void>;
  /** Hears of every statement with its parameters. Only `npm run dev -- --sql` asks for it; no setting does. */
  onStatement?: OnStatement | undefined;
}

/** Unless said otherwise. */
const SOON: StopPatience = { idle: 0, running: 20_000 };

/** How what was started is ended again, in the order in which it was. */
type Ends = ((patience: StopPatience) => Promise<void>)[];

/** Starts everything. CannotStart, with nothing left running, where settings or circumstances do not allow it. */
export async function startPortal(config: Config, options: StartOptions = {}): Promise<Portal> {
  const ends: Ends = [];
  const stop = async (patience = SOON) => {
    for (const end of ends.splice(0).reverse()) await end(patience);
  };
  try {
    const { deps, databases, databaseUrl } = await openDeps(config, options, ends);
    const work = { ...deps, db: databases.jobs };
    await publishInitialGuidance(work.db, work.clock());
    await options.prepare?.(work);
    const drain = new Drain();
    const server = await listen(drain.around(createApp(deps)), config);
    const jobs = whileLeading({
      url: databaseUrl,
      begin: () => startJobs(work, databases.exports),
      onError: ({ message }) => {
        deps.log.warn({ reason: message }, 'the database says to no process who does the jobs');
      },
    });
    ends.push(async (patience) => {
      await Promise.all([drain.finish(server, patience), jobs.stop()]);
    });
    const { port } = server.address() as AddressInfo;
    deps.log.info({ port }, 'ready');
    const leave = () => {
      drain.leave();
    };
    return { url: config.publicUrl ?? `http://localhost:${port}`, leave, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the app works with; how each part is ended again is added to `ends`. */
async function openDeps(
  config: Config,
  { openServer: open = openServer, processes = 1, fresh, onStatement }: StartOptions,
  ends: Ends,
): Promise<{ deps: AppDeps; databases: Databases; databaseUrl: string }> {
  const log = createLog(config.logLevel);
  const dataDir = dataDirectory(config.dataDir);
  const server = await open({ config, dataDir, log, fresh });
  ends.push(server.stop);
  await bringForward(server, log);
  const databases = openDatabases(server.url, log, onStatement);
  ends.push(databases.close);
  await warnOfRights(databases.jobs, log);
  const changes = await listenTo(server.url, 'public_content', (error) => {
    log.warn({ err: new ConnectionLost(error) }, 'the connection that hears of public changes was lost');
  });
  ends.push(changes.stop);
  // The disk of a database elsewhere is for whoever runs that.
  const { diskReserve: reserve, databaseUrl } = config;
  const storage =
    databaseUrl === undefined ? await watchStorage({ path: dataDir.path, reserve }, log) : undefined;
  if (storage) ends.push(() => storage.stop());
  const security = config.securityLog && openSecurityLog(config.securityLog, log);
  if (security) ends.push(security.stop);
  const uploads = await openUploadDirectory(dataDir.path);
  ends.push(uploads.remove);
  const deps: AppDeps = {
    ...{ db: databases.pages, log, onPublicChange: changes.onChange },
    clock: config.portalNow ? clockStartingAt(config.portalNow) : systemClock,
    config: { ...config, ...(await secretsOf(config, dataDir, log)) },
    ...openSlowWork(processes, uploads.path, ends),
    ...(storage ? { storage } : {}),
    ...(security ? { securityLog: security.securityLog } : {}),
  };
  return { deps, databases, databaseUrl: server.url };
}

/** Migrates as the owner, and gives the role that serves what it needs. */
async function bringForward({ ownerUrl, servingRole }: Server, log: Logger): Promise<void> {
  const onWait = (holder: LockHolder) => {
    log.warn({ holder }, 'the start waits: another connection holds the lock of migrations');
  };
  await namingBlockers(ownerUrl, log, () => migrate(ownerUrl, { servingRole, onWait }));
}

/** What a stolen statement could do is what its role may (docs/decisions/0077). */
async function warnOfRights(db: Db, log: Logger): Promise<void> {
  const { role, excess } = await rightsOfRole((sql) => db.$queryRawUnsafe(sql));
  if (excess.length > 0)
    log.warn(
      { role, excess },
      'the role that serves may more than it needs: set DATABASE_URL to one that owns nothing, and DATABASE_OWNER_URL to the owner',
    );
}

async function secretsOf({ sessionSecret }: Config, dataDir: DataDir, log: Logger) {
  // Where the database and the session's secret are kept elsewhere, there may be no directory to write into.
  const pushSecret = await dataDir.secret('push.secret').catch((error: unknown) => {
    log.warn({ err: error }, 'there is no key to push by: devices are told nothing');
    return undefined;
  });
  if (await isOpenToOthers(dataDir.path))
    log.warn({ dataDir: dataDir.path }, 'others on this machine may look into DATA_DIR: chmod 700 it');
  return { sessionSecret: sessionSecret ?? (await dataDir.secret('session.secret')), pushSecret };
}

type SlowWork = Pick<AppDeps, 'queue' | 'drawing' | 'searching' | 'uploads' | 'pdfs' | 'pressure'>;

/** What `processes` beside each other share of the machine. */
function openSlowWork(processes: number, uploads: string, ends: Ends): SlowWork {
  const queue = new Queue({ ...SLOW_WORK, atOnce: Math.ceil(SLOW_WORK.atOnce / processes) });
  const drawing = openDrawing(queue);
  const pdfs = openPdfReader(queue, uploads);
  const searching = openSearching();
  const pressure = new Pressure(BEARABLE);
  const watching = pressure.watch();
  ends.push(
    drawing.stop,
    searching.stop,
    () => Promise.resolve(pdfs.stop()),
    () => queue.stop(),
    () => watching.stop(),
  );
  return { queue, drawing, searching, uploads, pdfs, pressure };
}
