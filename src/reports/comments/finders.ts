import type { Actor, Overseer, Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { FormDefinition } from '../../form/definition.js';
import { receivedSubmissions, type Opened } from '../finders.js';
import { otherSide, type CommentRow, type CommentSide } from './rules.js';

export const PAGE_SIZE = 50;

/** On which side of a report its reader stands. */
export function sideOf({ actor, report }: Opened<Actor>): CommentSide {
  return actor.unit.id === report.unitId ? 'UNIT' : 'REVIEWERS';
}

/** A page of what has been said about a report, oldest first: the latest, or those before `before`. */
export async function commentsOf(
  db: Db,
  { report }: Opened<Actor>,
  { before, take = PAGE_SIZE }: { before?: number | undefined; take?: number } = {},
) {
  const rows = await db.comment.findMany({
    where: { reportId: report.id, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: 'desc' },
    take: take + 1,
  });
  return { rows: rows.slice(0, take).reverse() as CommentRow[], more: rows.length > take };
}

/** How many comments there are, how many of the other side's have not been read, and up to which those were. */
export async function commentCounts(db: Db, open: Opened<Actor>) {
  const side = sideOf(open);
  const reportId = open.report.id;
  const [counts] = await db.$queryRaw<[{ all: number; unread: number; lastRead: number }]>`
    SELECT /* of one row */ count(c.id)::int AS "all",
           (count(c.id) FILTER (WHERE c.side::text = ${otherSide(side)} AND c.id > r.last_read))::int AS unread,
           r.last_read AS "lastRead"
    FROM (SELECT coalesce(max(last_read), 0) AS last_read FROM comment_readings
          WHERE report_id = ${reportId} AND side::text = ${side}) r
      LEFT JOIN comments c ON c.report_id = ${reportId}
    GROUP BY r.last_read`;
  return counts;
}
export type CommentCounts = Awaited<ReturnType<typeof commentCounts>>;

/** The form as the unit was asked by it for the last submission received; whole before one is: a draft is the unit's own. */
export async function receivedForm(
  db: Db,
  open: Opened<Overseer> | Opened<Reviewer>,
): Promise<FormDefinition> {
  const [latest] = await receivedSubmissions(db, open);
  return latest?.form ?? open.report.form;
}
