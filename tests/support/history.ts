import type { Db } from '../../src/platform/postgres/db.js';

/** Told a moment after the answer that it is about: whenever it comes, what a test has just done is another event. */
const TOLD_LATER = ['file-downloaded', 'sign-in-failed'];

/** The last event of the history that was written with what it tells of. */
export function lastEventIn(db: Pick<Db, 'historyEvent'>) {
  return db.historyEvent.findFirstOrThrow({
    where: { action: { notIn: TOLD_LATER } },
    orderBy: { id: 'desc' },
  });
}
