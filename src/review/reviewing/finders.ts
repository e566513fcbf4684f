import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { obligationTexts } from '../../guidance/finders.js';
import {
  extensionsOf,
  lastYearOf,
  judgedSubmissions,
  returnsOf,
  type Opened,
} from '../../reports/finders.js';
import { draftActions } from '../../reports/lifecycle.js';
import { isYearSent } from '../../reports/take-back/finders.js';
import { commentCounts, commentsOf } from '../../reports/comments/finders.js';
import { childSums } from '../../reports/child-sums-finders.js';
import { likeTextsOf } from '../../reports/likeness/finders.js';
import { normsFor } from '../outliers/finders.js';

/** The others stand on a page of their own. */
const COMMENTS_SHOWN = 3;

/**
 * Everything that has been between a unit and its reviewers over one report; newest first, history oldest first. In two
 * goes: one page does not take all connections there are.
 */
export async function roundsOf(db: Db, open: Opened<Overseer>) {
  const [submissions, returns, extensions, events, lastYear, like] = await Promise.all([
    judgedSubmissions(db, open),
    returnsOf(db, open),
    extensionsOf(db, open),
    // What a unit does to its draft is its own affair.
    db.historyEvent.findMany({
      where: { reportId: open.report.id, action: { notIn: draftActions } },
      orderBy: { id: 'asc' },
    }),
    lastYearOf(db, open),
    likeTextsOf(db, open),
  ]);
  return { submissions, returns, extensions, events, lastYear, like, ...(await besidesOf(db, open)) };
}
export type Rounds = Awaited<ReturnType<typeof roundsOf>>;

/** What else stands on the page of a report. */
async function besidesOf(db: Db, open: Opened<Overseer>) {
  const { unitId, periodId, form, statusBefore } = open.report;
  const [obligations, group, counts, comments, below, isSent] = await Promise.all([
    obligationTexts(db, open.report.period.guidanceVersionId),
    normsFor(db, open),
    commentCounts(db, open),
    commentsOf(db, open, { take: COMMENTS_SHOWN }),
    childSums(db, { parentId: unitId, periodId, form }, { withSubmitted: false }),
    // Asked only where a decision could be taken back.
    statusBefore !== null && isYearSent(db, open),
  ]);
  return { obligations, group, below, isSent, talk: { counts, comments: comments.rows } };
}
