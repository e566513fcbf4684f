import type { Logger } from 'pino';
import { watchBlockers } from './blockers.js';
import { openDb, type Db, type OnStatement } from './db.js';
import { ConnectionLost } from './failures.js';
import type { Work } from './pools.js';

/** The one database, by connections for each kind of work (docs/decisions/0062). */
export interface Databases extends Readonly<Record<Work, Db>> {
  readonly close: () => Promise<void>;
}

/** Connects at the first query of each kind. Who holds others up is told to the log. */
export function openDatabases(url: string, log: Logger, onStatement?: OnStatement): Databases {
  const onError = (error: Error) => {
    log.warn({ err: new ConnectionLost(error) }, 'a connection to the database was lost');
  };
  const open = (work: Work) => openDb(url, { work, onError, onStatement });
  const [pages, jobs, exports] = [open('pages'), open('jobs'), open('exports')];
  const all = [pages, jobs, exports];
  const watch = watchBlockers(
    url,
    all.map(({ pools }) => pools),
    log,
  );
  return {
    ...{ pages: pages.db, jobs: jobs.db, exports: exports.db },
    close: async () => {
      await watch.stop();
      await Promise.all(all.map(({ close }) => close()));
    },
  };
}
