import { Router, type Request } from 'express';
import { standardOutput } from '../log-stream.js';
import type { Db } from '../postgres/db.js';
import { isReadOnlyDatabase } from '../postgres/read-only.js';
import type { Storage } from '../storage.js';
import { pendingMigrations } from '../postgres/migrate.js';

/** /healthz: the process is up. /readyz: the database answers and has all migrations, or 503. For machines only. */
export function healthRoutes({ db, storage }: Watched): Router {
  return Router()
    .get('/healthz', (req, res) => {
      res.set('Cache-Control', 'no-store').json(livenessOf(req, storage));
    })
    .get('/readyz', async (_req, res) => {
      const problem = await Promise.race([problemOf(db), patience()]);
      res
        .set('Cache-Control', 'no-store')
        .status(problem ? 503 : 200)
        .json(problem ? { status: 'not ready', problem } : await readinessOf(db, storage));
    });
}

interface Watched {
  readonly db: Db;
  readonly storage?: Storage | undefined;
}

/** What /healthz answers, to monitoring and to `npm run portal -- doctor`. */
export interface Liveness {
  readonly status: 'up';
  /** Whether the request came over https, as far as the portal can tell. */
  readonly https: boolean;
  /** Since when (ISO 8601) the log cannot be written, and why. */
  readonly log?: { readonly since: string; readonly reason: string };
  /** Where the disk is nearly full. */
  readonly disk?: string;
}

function livenessOf({ secure: https }: Request, storage: Storage | undefined): Liveness {
  const trouble = standardOutput().trouble();
  return {
    ...{ status: 'up', https },
    ...(trouble ? { log: { since: trouble.since.toISOString(), reason: trouble.reason } } : {}),
    ...(storage?.isFull() ? { disk: DISK_IS_FULL } : {}),
  };
}

/** Ready is who can serve readers; `writes` says why nothing can be written. */
async function readinessOf(
  db: Db,
  storage: Storage | undefined,
): Promise<{ status: 'ready'; writes?: string }> {
  if (storage?.isFull()) return { status: 'ready', writes: DISK_IS_FULL };
  const isReadOnly = await isReadOnlyDatabase(db).catch(() => false);
  return { status: 'ready', ...(isReadOnly ? { writes: 'the database is read-only' } : {}) };
}

const DISK_IS_FULL = 'the disk is nearly full: nothing is taken in';

async function problemOf(db: Db): Promise<string | undefined> {
  try {
    const pending = await pendingMigrations((sql) => db.$queryRawUnsafe(sql));
    return pending.length > 0 ? 'migrations are pending' : undefined;
  } catch {
    return 'the database does not answer';
  }
}

function patience(): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, 3000, 'the database does not answer').unref());
}
