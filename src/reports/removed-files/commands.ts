import type { Db } from '../../platform/postgres/db.js';

/**
 * Deletes files that were taken out of a draft before `before`, and that no submission names: what was filed stays whole.
 * At most `batch` of them; answers with how many.
 */
export async function deleteRemovedFiles(db: Db, before: Date, batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM attachments WHERE id IN (
      SELECT file.id FROM attachments file
      WHERE file.removed_at < ${before} AND NOT EXISTS (
        SELECT FROM submissions submission WHERE submission.report_id = file.report_id
          AND submission.content->'attachments' @> jsonb_build_array(jsonb_build_object('id', file.id)))
      ORDER BY file.removed_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)`;
}
