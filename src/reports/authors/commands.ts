import type { Tx } from '../../platform/postgres/db.js';

interface Author {
  readonly id: number;
  /** What they are called from now on. */
  readonly anonymous: string;
}

/**
 * Takes the name of somebody from what they wrote that is no record of its own: drafts, notes, comments. `clean`: what of a
 * comment's words stays. Submissions and decisions keep who made them.
 */
export async function forgetAuthor(
  tx: Tx,
  { id, anonymous }: Author,
  clean: (text: string) => string,
): Promise<void> {
  const comments = await tx.comment.findMany({
    where: { writtenById: id },
    select: { id: true, text: true },
  });
  for (const { id: commentId, text } of comments)
    await tx.comment.update({
      where: { id: commentId },
      data: { text: clean(text), writtenByName: anonymous },
    });
  await tx.reviewNote.updateMany({ where: { writtenById: id }, data: { writtenByName: anonymous } });
  await tx.sectionDraft.updateMany({ where: { savedById: id }, data: { savedByName: anonymous } });
  await tx.report.updateMany({ where: { readyById: id }, data: { readyByName: anonymous } });
  await tx.report.updateMany({ where: { assigneeId: id }, data: { assigneeName: anonymous } });
  await tx.workbookImport.deleteMany({ where: { accountId: id } });
}
