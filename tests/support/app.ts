import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import request from 'supertest';
import { afterAll } from 'vitest';
import type TestAgent from 'supertest/lib/agent.js';
import { createApp } from '../../src/app.js';
import { readConfig, type Config } from '../../src/config.js';
import type { AppDeps } from '../../src/deps.js';
import { listenTo } from '../../src/platform/postgres/notifications.js';
import type { Clock } from '../../src/platform/clock.js';
import { openDrawing } from '../../src/platform/documents/drawing.js';
import { openPdfReader } from '../../src/platform/files/pdf-reader.js';
import { openUploadDirectory } from '../../src/platform/files/upload-directory.js';
import { Pressure, type PressureLimits } from '../../src/platform/http/pressure.js';
import { Queue, SLOW_WORK } from '../../src/platform/jobs/queue.js';
import { openSearching } from '../../src/search/searching.js';
import type { OnStatement } from '../../src/platform/postgres/db.js';
import { createTestDatabase } from './database.js';
import { PASSWORD } from './fixtures.js';
import { PATIENCE } from './patience.js';

export type Agent = TestAgent;
export interface TestClock extends Clock {
  set(now: Date | string): void;
}
export interface TestApp extends AppDeps {
  readonly app: RequestListener;
  readonly clock: TestClock;
  /** Of its database. */
  readonly url: string;
  /** A browser of its own: keeps cookies. */
  visitor(): Agent;
  /** A browser signed in with the password of all test accounts. */
  signedIn(username: string): Promise<Agent>;
}

interface TestOptions {
  now?: Date | string;
  config?: Partial<Config>;
  template?: string;
  pressure?: PressureLimits;
  securityLog?: Logger;
  /** Hears of each statement of the app's own. */
  onStatement?: OnStatement;
}

/** A busy machine sheds nobody. */
const UNLIMITED: PressureLimits = { waiting: Infinity, late: Infinity };

/**
 * The app on a database of the test file's own, empty unless it is a copy of `template`, and a clock that stands still.
 * Call it outside of tests.
 */
export async function startTestApp({ pressure = UNLIMITED, ...options }: TestOptions = {}): Promise<TestApp> {
  const { db, url, serving } = await createTestDatabase(options.template, options.onStatement);
  const changes = await listenTo(serving.url, 'public_content');
  afterAll(changes.stop);
  const clock = testClock(options.now ?? '2026-08-20T08:00:00+07:00');
  const config: Config = { ...readConfig({}), sessionSecret: 'only for tests'.repeat(3), ...options.config };
  const queue = new Queue({ ...SLOW_WORK, time: PATIENCE });
  const drawing = openDrawing(queue);
  const searching = openSearching({ atOnce: 1, waiting: 300, perAsker: 200, time: PATIENCE });
  const { path: uploads, remove } = await openUploadDirectory(
    await mkdtemp(join(tmpdir(), 'portal-uploads-')),
  );
  const pdfs = openPdfReader(queue, uploads);
  afterAll(async () => {
    await queue.stop().then(drawing.stop);
    await searching.stop();
    pdfs.stop();
    await remove();
  });
  const deps: AppDeps = {
    db,
    clock,
    config,
    log: pino({ level: 'silent' }),
    queue,
    drawing,
    searching,
    uploads,
    pdfs,
    pressure: new Pressure(pressure),
    onPublicChange: changes.onChange,
    ...(options.securityLog ? { securityLog: options.securityLog } : {}),
  };
  // What is asked by a browser is done by the role that serves; a test's own `db` prepares what that may not.
  const app = createApp({ ...deps, db: serving.db });
  const server = await serve(app);
  // What looks at compression asks for it: for all else it would be an eighth of the work.
  const visitor = () => request.agent(server).set('Accept-Encoding', 'identity');
  return {
    ...deps,
    app,
    clock,
    url,
    visitor,
    signedIn: async (username) => {
      const agent = visitor();
      await signIn(agent, username);
      return agent;
    },
  };
}

/** One server for all visitors of a file: one a request would cost more than most requests do. */
async function serve(app: RequestListener): Promise<Server> {
  // Connections are kept as long as the file runs: none is closed just when a visitor takes it up again.
  const server = createServer({ keepAliveTimeout: 3_600_000 }, app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return server;
}

/** Signs in through the form; throws where the portal does not let the account in. */
export async function signIn(agent: Agent, username: string, password = PASSWORD): Promise<void> {
  const answer = await postForm(agent, '/dang-nhap', { username, password, tiep: '' });
  if (answer.status !== 303) throw new Error(`${username} cannot sign in: ${answer.status}`);
}

/** Where a yes is posted, of a form that is asked about first. */
export const agreed = (path: string) => `${path}?buoc=dong-y`;

/** Posts what a browser would: the session's token and `fields`. `from` is the page with the form. */
export async function postForm(
  agent: Agent,
  path: string,
  fields: Record<string, string | readonly string[]>,
  from = path,
) {
  const _csrf = await tokenOf(agent, from);
  return agent
    .post(path)
    .type('form')
    .send({ _csrf, ...fields });
}

/** What an address answers, its body as the bytes that they are. */
export function download(agent: Agent, path: string) {
  return agent
    .get(path)
    .buffer(true)
    .parse((res, callback) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => callback(null, Buffer.concat(chunks)));
    });
}

/** Of each session that has been asked for one, by its cookies. */
const tokens = new Map<string, string>();

/** The CSRF token of an agent's session: read once from the page `from`, '' where that has none. */
export async function tokenOf(agent: Agent, from: string): Promise<string> {
  const known = tokens.get(cookiesOf(agent));
  if (known) return known;
  const token = csrfFrom((await agent.get(from)).text);
  if (token) tokens.set(cookiesOf(agent), token);
  return token;
}

function cookiesOf({ jar }: Agent): string {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the jar reads these four
  return jar.getCookies({ domain: '127.0.0.1', path: '/', secure: true, script: false }).toValueString();
}

/** The CSRF token of a page; '' where it has none. */
export function csrfFrom(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** Stands still until it is set. */
export function testClock(start: Date | string): TestClock {
  let now = new Date(start);
  const set = (to: Date | string) => {
    now = new Date(to);
  };
  return Object.assign(() => new Date(now), { set });
}
