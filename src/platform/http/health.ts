import { Router } from 'express';
import type { Db } from '../postgres/db.js';
import { pendingMigrations } from '../postgres/migrate.js';

/** /healthz: the process is up. /readyz: the database answers and has all migrations, or 503. For machines only. */
export function healthRoutes({ db }: { db: Db }): Router {
  return Router()
    .get('/healthz', (_req, res) => {
      res.set('Cache-Control', 'no-store').json({ status: 'up' });
    })
    .get('/readyz', async (_req, res) => {
      const problem = await Promise.race([problemOf(db), patience()]);
      res
        .set('Cache-Control', 'no-store')
        .status(problem ? 503 : 200)
        .json(problem ? { status: 'not ready', problem } : { status: 'ready' });
    });
}

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
