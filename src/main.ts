import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEndingJob } from './accounts/ending/job.js';
import { createApp } from './app.js';
import { startBackupJob } from './backups/job.js';
import { CannotStart, type Config } from './config.js';
import { startExportJob } from './consolidation/exports/job.js';
import type { AppDeps } from './deps.js';
import { publishInitialGuidance } from './guidance/commands.js';
import { startChaseJob } from './inspections/chase/job.js';
import { listenTo } from './platform/postgres/notifications.js';
import { clockStartingAt, systemClock } from './platform/clock.js';
import { dataDirectory } from './platform/postgres/data-dir.js';
import { openServer } from './platform/postgres/database.js';
import { ConnectionLost } from './platform/postgres/failures.js';
import { openDatabases, type Databases } from './platform/postgres/databases.js';
import type { OnStatement } from './platform/postgres/db.js';
import { startMailJob } from './mail/job.js';
import { startPushJob } from './push/job.js';
import { startReminderJob } from './reminders/schedule/job.js';
import { releaseWork } from './reports/assignment/commands.js';
import { startCountersJob } from './reports/counters/job.js';
import { startLikenessJob } from './reports/likeness/job.js';
import { startPageSweepJob } from './reports/signed-paper/job.js';
import { createLog } from './platform/log.js';
import { startNormJob } from './review/outliers/job.js';
import { startSummaryJob } from './review/summary/job.js';
import { openDrawing } from './platform/documents/drawing.js';
import { openMailer } from './platform/jobs/mailer.js';
import { watchStorage } from './platform/storage.js';
import { Queue, SLOW_WORK } from './platform/jobs/queue.js';
import { migrate } from './platform/postgres/migrate.js';

export interface Portal {
  readonly url: string;
  /** Finishes the requests that run, then ends all that was started; within ten seconds. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  /** Removes the embedded database first. */
  fresh?: boolean;
  /** Runs on the migrated database, before the first request. */
  prepare?: (deps: AppDeps) => Promise<void>;
  /** Hears of every statement with its parameters. Only `npm run dev -- --sql` asks for it; no setting does. */
  onStatement?: OnStatement | undefined;
}

/** Starts everything. CannotStart, with nothing left running, where settings or circumstances do not allow it. */
export async function startPortal(config: Config, options: StartOptions = {}): Promise<Portal> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const { deps, databases } = await openDeps(config, options, ends);
    const work = { ...deps, db: databases.jobs };
    await publishInitialGuidance(work.db, work.clock());
    await options.prepare?.(work);
    const server = await listen(deps);
    const mail = config.mail && startMailJob(work, openMailer(config.mail));
    const push = startPushJob(work);
    const jobs = [
      ...[startReminderJob(work), startNormJob(work), startExportJob({ ...deps, db: databases.exports })],
      ...[startCountersJob(work), startEndingJob(work, releaseWork), startPageSweepJob(work)],
      ...[startSummaryJob(work), startLikenessJob(work), startBackupJob(work), startChaseJob(work)],
    ];
    ends.push(async () => {
      await Promise.all([finish(server), mail?.stop(), push?.stop(), ...jobs.map((job) => job.stop())]);
    });
    const { port } = server.address() as AddressInfo;
    deps.log.info({ port }, 'ready');
    return { url: config.publicUrl ?? `http://localhost:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the app works with; how each part is ended again is added to `ends`. */
async function openDeps(
  config: Config,
  { fresh, onStatement }: StartOptions,
  ends: (() => Promise<void>)[],
): Promise<{ deps: AppDeps; databases: Databases }> {
  const log = createLog(config.logLevel);
  const dataDir = dataDirectory(config.dataDir);
  const server = await openServer({ config, dataDir, log, fresh });
  ends.push(server.stop);
  await migrate(server.url, undefined, (holder) => {
    log.warn({ holder }, 'the start waits: another connection holds the lock of migrations');
  });
  const databases = openDatabases(server.url, log, onStatement);
  ends.push(databases.close);
  const changes = await listenTo(server.url, 'public_content', (error) => {
    log.warn({ err: new ConnectionLost(error) }, 'the connection that hears of public changes was lost');
  });
  ends.push(changes.stop);
  // The disk of a database elsewhere is for whoever runs that.
  const { diskReserve: reserve } = config;
  const storage =
    config.databaseUrl === undefined ? await watchStorage({ path: dataDir.path, reserve }, log) : undefined;
  if (storage) ends.push(() => storage.stop());
  const sessionSecret = config.sessionSecret ?? (await dataDir.secret('session.secret'));
  // Where the database and the session's secret are kept elsewhere, there may be no directory to write into.
  const pushSecret = await dataDir.secret('push.secret').catch((error: unknown) => {
    log.warn({ err: error }, 'there is no key to push by: devices are told nothing');
    return undefined;
  });
  const clock = config.portalNow ? clockStartingAt(config.portalNow) : systemClock;
  const queue = new Queue(SLOW_WORK);
  const drawing = openDrawing(queue);
  ends.push(drawing.stop, () => queue.stop());
  const { onChange: onPublicChange } = changes;
  const secrets = { sessionSecret, pushSecret };
  const deps = { db: databases.pages, clock, config: { ...config, ...secrets }, log, queue, drawing };
  const watched = storage ? { storage } : {};
  return { deps: { ...deps, ...watched, onPublicChange }, databases };
}

async function listen(deps: AppDeps): Promise<Server> {
  const { port } = deps.config;
  const server = createServer(KEPT_OPEN, createApp(deps)).listen(port);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CannotStart(`port ${port} is taken: set PORT to another one`);
    throw new CannotStart(`the portal cannot listen on port ${port} (${code})`);
  }
}

/**
 * Longer than proxies keep an unused connection (nginx 60 s): the side that sends must be the one that closes, or a request
 * meets a closing door. In ms.
 */
const KEPT_OPEN = { keepAliveTimeout: 75_000, headersTimeout: 80_000 };

const PATIENCE = 6000;

/** Takes no more connections, and closes those there are as their requests end. */
async function finish(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const closeIdle = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const impatient = setTimeout(() => {
    server.closeAllConnections();
  }, PATIENCE);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(impatient);
}
