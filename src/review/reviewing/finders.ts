import type { Db } from '../../platform/db.js';
import { extensionsOf, historyOf, returnsOf, submissionsOf, type Opened } from '../../reports/finders.js';

/** Everything that has been between a unit and its reviewers over one report; newest first, history oldest first. */
export async function roundsOf(db: Db, open: Opened<unknown>) {
  const [submissions, returns, extensions, events] = await Promise.all([
    submissionsOf(db, open),
    returnsOf(db, open),
    extensionsOf(db, open),
    historyOf(db, open),
  ]);
  // What a unit does to its draft is its own affair.
  return {
    submissions,
    returns,
    extensions,
    events: events.filter((event) => event.action !== 'section-saved'),
  };
}
export type Rounds = Awaited<ReturnType<typeof roundsOf>>;
