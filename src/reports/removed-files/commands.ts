import type { Db, Tx } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';

/** What was filed stays whole: a file that a submission names is kept for it. */
const IS_FILED = Prisma.sql`EXISTS (
  SELECT FROM submissions submission WHERE submission.report_id = file.report_id
    AND submission.content->'attachments' @> jsonb_build_array(jsonb_build_object('id', file.id)))`;

/** Takes files out of a draft: those that were never filed are gone at once, with the pictures they were made of. */
export async function removeFiles(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`DELETE FROM attachments file WHERE file.id = ANY(${ids}::int[]) AND NOT ${IS_FILED}`;
  await tx.attachment.updateMany({ where: { id: { in: [...ids] } }, data: { removedAt: now } });
}

/**
 * Deletes files that were taken out of a draft before `before`, and were never filed: signed papers, which can be had again
 * until then, and what a changed form asks for no longer. At most `batch` of them; answers with how many.
 */
export async function deleteRemovedFiles(db: Db, before: Date, batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM attachments WHERE id IN (
      SELECT file.id FROM attachments file WHERE file.removed_at < ${before} AND NOT ${IS_FILED}
      ORDER BY file.removed_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)`;
}
