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
import { startRecordJob } from './history/chain/job.js';
import { startHealthJob } from './health/job.js';
import { startChaseJob } from './inspections/chase/job.js';
import { listenTo } from './platform/postgres/notifications.js';
import { clockStartingAt, systemClock } from './platform/clock.js';
import { dataDirectory } from './platform/postgres/data-dir.js';
import { openServer } from './platform/postgres/database.js';
import { openDb, type OnStatement } from './platform/postgres/db.js';
import { startMailJob } from './mail/job.js';
import { startPushJob } from './push/job.js';
import { startPruningJob } from './pruning/job.js';
import { startReminderJob } from './reminders/schedule/job.js';
import { releaseWork } from './reports/assignment/commands.js';
import { startCountersJob } from './reports/counters/job.js';
import { startLikenessJob } from './reports/likeness/job.js';
import { createLog } from './platform/log.js';
import { startNormJob } from './review/outliers/job.js';
import { startSummaryJob } from './review/summary/job.js';
import { openDrawing } from './platform/documents/drawing.js';
import { openMailer } from './platform/jobs/mailer.js';
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
    const deps = await openDeps(config, options, ends);
    await publishInitialGuidance(deps.db, deps.clock());
    await options.prepare?.(deps);
    const server = await listen(deps);
    const mail = config.mail && startMailJob(deps, openMailer(config.mail));
    const push = startPushJob(deps);
    const jobs = [
      ...[startReminderJob(deps), startNormJob(deps), startExportJob(deps)],
      ...[startCountersJob(deps), startEndingJob(deps, releaseWork), startPruningJob(deps)],
      ...[startSummaryJob(deps), startLikenessJob(deps), startBackupJob(deps), startChaseJob(deps)],
      ...[startHealthJob(deps), startRecordJob(deps)],
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
): Promise<AppDeps> {
  const log = createLog(config.logLevel);
  const dataDir = dataDirectory(config.dataDir);
  const server = await openServer({ config, dataDir, log, fresh });
  ends.push(server.stop);
  await migrate(server.url);
  const onLost = ({ message }: Error) => {
    log.warn({ reason: message }, 'a connection to the database was lost');
  };
  const { db, close } = openDb(server.url, onLost, onStatement);
  ends.push(close);
  const changes = await listenTo(server.url, 'public_content', ({ message }) => {
    log.warn({ reason: message }, 'the connection that hears of public changes was lost');
  });
  ends.push(changes.stop);
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
  return { db, clock, config: { ...config, sessionSecret, pushSecret }, log, queue, drawing, onPublicChange };
}

async function listen(deps: AppDeps): Promise<Server> {
  const { port } = deps.config;
  const server = createServer(createApp(deps)).listen(port);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CannotStart(`port ${port} is taken: set PORT to another one`);
    throw new CannotStart(`the portal cannot listen on port ${port} (${code})`);
  }
}

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
