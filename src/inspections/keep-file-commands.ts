import type { Quota } from '../config.js';
import { fileRow, PDF, type CheckedFile } from '../platform/files/file-kinds.js';
import { keepContent } from '../platform/files/stored-content.js';
import type { FieldError } from '../platform/page/forms.js';
import type { Tx } from '../platform/postgres/db.js';
import { yearOf } from '../platform/text/calendar.js';
import { whyNoRoom } from '../uploads/quota-finders.js';

interface FileOf {
  readonly inspectionId: number;
  readonly replyId?: number;
  readonly uploadedAt: Date;
  readonly uploadedById: number;
}

/** Keeps files of an inspection. A PDF waits to be looked into. */
export async function keepFiles(tx: Tx, of: FileOf, files: readonly CheckedFile[]): Promise<void> {
  for (const file of files) {
    const lookedAt = file.mediaType === PDF ? null : of.uploadedAt;
    const { id } = await tx.inspectionFile.create({
      data: { ...of, ...fileRow(file), lookedAt },
      select: { id: true },
    });
    await keepContent(tx, 'inspection_files', id, file.content);
  }
}

/** Whether they fit beside what the inspection has, and what `unitId`, who sends them, has sent this year. */
export async function roomProblems(
  tx: Tx,
  quota: Quota,
  { inspectionId, unitId }: { inspectionId: number; unitId: number },
  files: readonly CheckedFile[],
  now: Date,
): Promise<FieldError[]> {
  const adding = files.reduce((sum, { size }) => sum + size, 0);
  const message = await whyNoRoom(tx, quota, { inspectionId, unitId, year: yearOf(now) }, adding);
  return message === undefined ? [] : [{ field: 'files', message }];
}
