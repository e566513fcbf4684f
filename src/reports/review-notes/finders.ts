import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Opened } from '../finders.js';
import type { ReviewNote } from './rules.js';
import type { Overseer, Reviewer } from '../../platform/actor.js';

/** What the reviewers have noted for the next return. For reviewers only: the unit sees it once it is sent. */
export async function reviewNotesOf(
  db: Db | Tx,
  { report }: Opened<Overseer> | Opened<Reviewer>,
): Promise<ReviewNote[]> {
  return db.reviewNote.findMany({ where: { reportId: report.id } });
}
