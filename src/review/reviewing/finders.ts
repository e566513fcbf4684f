import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { obligationTexts } from '../../guidance/finders.js';
import { judged, judgedColumns, type Opened, type ReportRow } from '../../reports/finders.js';
import { draftActions } from '../../reports/lifecycle.js';
import { yearSent } from '../../reports/take-back/finders.js';
import { commentCounts } from '../../reports/comments/finders.js';
import { childSums } from '../../reports/child-sums-finders.js';
import { likeTextsOf } from '../../reports/likeness/finders.js';
import { normsIn } from '../outliers/finders.js';

/** The others stand on a page of their own. */
const COMMENTS_SHOWN = 3;

/** Everything that has been between a unit and its reviewers over one report; newest first, history oldest first. */
export async function roundsOf(db: Db, open: Opened<Overseer>) {
  const { report } = open;
  const { id, unitId, periodId, form } = report;
  const [row, like, counts, obligations, below] = await Promise.all([
    db.report.findUniqueOrThrow({ where: { id }, select: columnsOf(report) }),
    likeTextsOf(db, open),
    commentCounts(db, open),
    obligationTexts(db, report.period.guidanceVersionId),
    childSums(db, { parentId: unitId, periodId, form }, { withSubmitted: false }),
  ]);
  const { returns, extensions, events, reviewNotes: notes, comments, period } = row;
  return {
    ...(await judged(db, report, row)),
    ...{ returns, extensions, events, notes, like, obligations, below },
    group: period.normGroups[0] ?? null,
    isSent: report.statusBefore !== null && period.reports.length > 0,
    talk: { counts, comments: comments.reverse() },
  };
}
export type Rounds = Awaited<ReturnType<typeof roundsOf>>;

/** What the page of a report shows of it, in one row. */
function columnsOf(report: ReportRow) {
  return {
    ...judgedColumns(report),
    extensions: { orderBy: { id: 'desc' } },
    // What a unit does to its draft is its own affair.
    events: { where: { action: { notIn: draftActions } }, orderBy: { id: 'asc' } },
    // Only a reviewer's page shows them.
    reviewNotes: true,
    comments: { orderBy: { id: 'desc' }, take: COMMENTS_SHOWN },
    period: { select: { normGroups: normsIn(report), reports: yearSent } },
  } satisfies Prisma.ReportSelect;
}
