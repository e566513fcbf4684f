import { NotFound } from '../../platform/errors.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Opened, OpenedOwn } from '../finders.js';

/** A file that is, or was, the signed paper of the draft. */
export interface PaperFile {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** Null where nobody could count them. */
  readonly pages: number | null;
  readonly hasPreview: boolean;
  readonly mediaType: string;
  readonly lookedAt: Date | null;
  readonly risk: string | null;
  readonly uploadedAt: Date;
  readonly uploadedByName: string;
  /** The ids of the pictures it was made of, in their order; none where it came as a PDF. */
  readonly pictures: readonly number[];
}

export interface SignedPaper {
  readonly files: readonly PaperFile[];
  /** The one that was taken away last, to be had again. */
  readonly before: PaperFile | null;
}

/** The signed paper that goes with the draft: most often one file, but section H takes any number. */
export async function signedPaper(db: Db, { report }: OpenedOwn, field: string): Promise<SignedPaper> {
  const rows = await db.$queryRaw<(PaperFile & { isGone: boolean })[]>`
    SELECT a.id, a.name, a.size, a.pages, a.preview IS NOT NULL AS "hasPreview", a.uploaded_at AS "uploadedAt",
      a.media_type AS "mediaType", a.looked_at AS "lookedAt", a.risk,
      coalesce(c.full_name, '') AS "uploadedByName", a.removed_at IS NOT NULL AS "isGone",
      ARRAY(SELECT p.id FROM page_pictures p WHERE p.attachment_id = a.id ORDER BY p.position) AS pictures
    FROM attachments a LEFT JOIN accounts c ON c.id = a.uploaded_by_id
    WHERE a.report_id = ${report.id} AND a.field = ${field} AND (a.removed_at IS NULL OR a.id = (
      SELECT id FROM attachments WHERE report_id = ${report.id} AND field = ${field} AND removed_at IS NOT NULL
      ORDER BY removed_at DESC, id DESC LIMIT 1))
    ORDER BY a.id`;
  return { files: rows.filter(({ isGone }) => !isGone), before: rows.find(({ isGone }) => isGone) ?? null };
}

/** The pictures of a paper's pages, in their order, with their content. */
export async function pagePictures(db: Db, { report }: OpenedOwn, attachmentId: number) {
  const rows = await db.pagePicture.findMany({
    where: { attachmentId, attachment: { reportId: report.id } },
    orderBy: { position: 'asc' },
  });
  return rows.map(({ mediaType, ...row }) => ({
    ...row,
    mediaType: mediaType as 'image/jpeg' | 'image/png',
  }));
}

/** The picture of one page of the own report's paper. */
export async function pagePicture(db: Db, { report }: OpenedOwn, id: number) {
  const row = await db.pagePicture.findFirst({ where: { id, attachment: { reportId: report.id } } });
  if (!row) throw new NotFound('Không có trang này, hoặc bạn không được xem.');
  return row;
}

/** The drawn first page of a paper, to be kept for the next one that begins with the same page. */
export async function previewOf(db: Db, { report }: Opened<unknown>, id: number) {
  const row = await db.attachment.findFirst({
    where: { id, reportId: report.id },
    select: { preview: true },
  });
  return row?.preview ?? null;
}
