import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { obligationTexts } from '../../guidance/finders.js';
import { extensionsOf, receivedSubmissions, returnsOf, type Opened } from '../../reports/finders.js';

/** Everything that has been between a unit and its reviewers over one report; newest first, history oldest first. */
export async function roundsOf(db: Db, open: Opened<Overseer>) {
  const [submissions, returns, extensions, events, obligations] = await Promise.all([
    receivedSubmissions(db, open),
    returnsOf(db, open),
    extensionsOf(db, open),
    // What a unit does to its draft is its own affair.
    db.historyEvent.findMany({
      where: { reportId: open.report.id, action: { notIn: ['section-saved', 'draft-carried-over'] } },
      orderBy: { id: 'asc' },
    }),
    obligationTexts(db, open.report.period.guidanceVersionId),
  ]);
  return { submissions, returns, extensions, events, obligations };
}
export type Rounds = Awaited<ReturnType<typeof roundsOf>>;
