import type { Tx } from '../platform/postgres/db.js';
import { fileRow, PDF, type CheckedFile } from '../platform/files/file-kinds.js';
import { keepContent } from '../platform/files/stored-content.js';

interface AttachmentOf {
  readonly reportId: number;
  readonly field: string;
  readonly pages: number | null;
  readonly preview?: Uint8Array<ArrayBuffer> | null;
  readonly uploadedAt: Date;
  readonly uploadedById: number;
}

/** Keeps a file of a report; answers with its id. A PDF waits to be looked into. */
export async function keepAttachment(tx: Tx, of: AttachmentOf, file: CheckedFile): Promise<number> {
  const lookedAt = file.mediaType === PDF ? null : of.uploadedAt;
  const { id } = await tx.attachment.create({
    data: { ...of, ...fileRow(file), lookedAt },
    select: { id: true },
  });
  await keepContent(tx, 'attachments', id, file.content);
  return id;
}
