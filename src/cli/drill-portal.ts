import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clockStartingAt } from '../platform/clock.js';
import { openDb, type Db } from '../platform/postgres/db.js';
import { runningEmbedded } from '../platform/postgres/embedded-postgres.js';
import { BENCH_NOW } from './bench-portal.js';
import { readyFilers, signedInCookies, type Filer } from './drill-visitors.js';

/** The portal as it is run for good, in processes of its own, with filers who can sign in. */
export interface DrillPortal {
  readonly url: string;
  readonly child: ChildProcess;
  /** The drill's own way into the database. */
  readonly db: Db;
  readonly filers: readonly Filer[];
  /** The cookies of sessions of these accounts. */
  signIn(accountIds: readonly number[]): Promise<string[]>;
  /** Waits until the log has said so once more. */
  says(words: string): Promise<void>;
  stop(): Promise<void>;
}

export interface DrillSettings {
  readonly filers: number;
  readonly port: number;
  /** A database to use instead of a new embedded one. */
  readonly databaseUrl?: string;
  /** How the drill itself reaches it, where that is another way. */
  readonly ownUrl?: string;
}

const SERVE = fileURLToPath(new URL('serve.js', import.meta.url));
const SECRET = 'only for drills, and for nothing else at all';

export async function startDrillPortal(settings: DrillSettings): Promise<DrillPortal> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-drill-'));
  await chmod(dataDir, 0o755);
  // Before the portal's own: what that publishes first must not lie ahead.
  const clock = clockStartingAt(new Date(BENCH_NOW));
  const { child, says } = spawnServe(dataDir, settings);
  await says('all processes serve');
  const ownUrl = settings.ownUrl ?? settings.databaseUrl ?? (await runningEmbedded(dataDir))?.ownerUrl ?? '';
  const { db, close } = openDb(ownUrl);
  const filers = await readyFilers({ db, clock }, settings.filers, SECRET);
  const stop = async () => {
    await close().catch(() => undefined);
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  const signIn = (ids: readonly number[]) => signedInCookies({ db, clock }, ids, SECRET);
  return { url: `http://127.0.0.1:${settings.port}`, child, db, filers, signIn, says, stop };
}

/** One that listens on `port`, and what waits until its log says something once more. */
export function spawnServe(
  dataDir: string,
  { port, databaseUrl = '' }: Pick<DrillSettings, 'port' | 'databaseUrl'>,
) {
  const env = {
    ...{ PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', DATA_DIR: dataDir },
    ...{ PORT: String(port), DATABASE_URL: databaseUrl, SESSION_SECRET: SECRET },
    ...{ PORTAL_NOW: BENCH_NOW, TRUST_PROXY: '1', DRAIN_SECONDS: '4' },
  };
  const child = spawn(process.execPath, [SERVE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  // However the drill ends.
  process.once('exit', () => child.kill('SIGTERM'));
  const ended = once(child, 'exit');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const says = async (words: string) => {
    said = said.includes(words) ? said : '';
    while (!said.includes(words)) {
      if (child.exitCode !== null) throw new Error(`the portal ended before it said "${words}"`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
    said = '';
  };
  return { child, says };
}
