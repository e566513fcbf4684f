import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Opened } from '../finders.js';
import { REASON, saidBy, type ReviewNote, type Said } from './rules.js';
import type { Overseer, Reviewer } from '../../platform/actor.js';

/** What the reviewers have noted for the next return. For reviewers only: the unit sees it once it is sent. */
export async function reviewNotesOf(
  db: Db | Tx,
  { report }: Opened<Overseer> | Opened<Reviewer>,
): Promise<ReviewNote[]> {
  return db.reviewNote.findMany({ where: { reportId: report.id } });
}

/** The notes that wait for a report's return: how many, and a number that rises with each change of one. */
export interface WaitingNotes {
  readonly count: number;
  readonly stamp: number;
}

/** By report, of those among `reportIds` that have any. The caller has seen that the reports are the actor's. */
export async function waitingNotes(
  db: Db | Tx,
  reportIds: readonly number[],
): Promise<Map<number, WaitingNotes>> {
  const rows = await db.reviewNote.groupBy({
    by: ['reportId'],
    where: { reportId: { in: [...reportIds] }, text: { not: '' }, NOT: REASON },
    _count: true,
    _sum: { version: true },
  });
  return new Map(rows.map((row) => [row.reportId, { count: row._count, stamp: row._sum.version ?? 0 }]));
}

/** What the notes kept for each return say, by report. */
export async function keptWords(db: Db | Tx, reportIds: readonly number[]): Promise<Map<number, Said>> {
  const notes = await db.reviewNote.findMany({ where: { reportId: { in: [...reportIds] } } });
  const byReport = Map.groupBy(notes, ({ reportId }) => reportId);
  return new Map([...byReport].map(([id, of]) => [id, saidBy(of)]));
}
