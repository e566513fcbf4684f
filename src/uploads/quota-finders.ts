import type { Quota } from '../config.js';
import type { Tx } from '../platform/postgres/db.js';
import { formatSize } from '../platform/text/format.js';

/** What a unit sends files for. */
export type Dossier =
  | { readonly unitId: number; readonly year: number; readonly reportId: number }
  | { readonly unitId: number; readonly year: number; readonly inspectionId: number };

/** For what nobody sends. */
export const UNLIMITED: Quota = { report: Infinity, unit: Infinity };

interface Used {
  /** For this report or inspection, in bytes. */
  readonly here: number;
  /** By the unit for the year: its report, with what submissions keep, and its answers to inspections. */
  readonly unit: number;
}

/**
 * Why files of `adding` bytes do not fit, in a Vietnamese sentence; undefined where they do. Holds the unit's lock until the
 * transaction ends.
 */
export async function whyNoRoom(
  tx: Tx,
  quota: Quota,
  dossier: Dossier,
  adding: number,
  /** In bytes: what goes in the same transaction. */
  going = 0,
): Promise<string | undefined> {
  if (adding === 0) return undefined;
  await tx.$queryRaw`SELECT lock_unit_files(${dossier.unitId}::int)::text`;
  const now = await usedBy(tx, dossier);
  const used = { here: now.here - going, unit: now.unit - going };
  const what = 'reportId' in dossier ? 'Mỗi báo cáo' : 'Mỗi cuộc kiểm tra';
  if (used.here + adding > quota.report) return words(what, quota.report, used.here, adding);
  const unit = `Mỗi đơn vị, trong năm ${dossier.year},`;
  return used.unit + adding > quota.unit ? words(unit, quota.unit, used.unit, adding) : undefined;
}

function words(whose: string, most: number, used: number, adding: number): string {
  const left = most - used;
  const state = [
    used > 0 ? `đã dùng ${formatSize(used)}` : 'chưa dùng',
    left > 0 ? `còn ${formatSize(left)}` : 'đã hết',
  ].join(', ');
  return `${whose} được gửi tối đa ${formatSize(most)} tệp (${state}), mà các tệp vừa chọn lớn ${formatSize(adding)}. Hãy nén tệp, hoặc bỏ bớt tệp không cần rồi gửi lại.`;
}

/** Reads the rows of one unit's year by their indexes, and no content. */
async function usedBy(tx: Tx, dossier: Dossier): Promise<Used> {
  const { unitId, year } = dossier;
  const reportId = 'reportId' in dossier ? dossier.reportId : 0;
  const inspectionId = 'inspectionId' in dossier ? dossier.inspectionId : 0;
  const [used] = await tx.$queryRaw<Used[]>`
    WITH sent AS (
      SELECT a.size, a.report_id = ${reportId} AND a.removed_at IS NULL AS is_here, true AS is_unit
      FROM reports r JOIN periods p ON p.id = r.period_id JOIN attachments a ON a.report_id = r.id
      WHERE r.unit_id = ${unitId} AND p.year = ${year}
      UNION ALL
      SELECT f.size, i.id = ${inspectionId}, i.unit_id = ${unitId} AND f.reply_id IS NOT NULL
      FROM inspections i JOIN inspection_files f ON f.inspection_id = i.id AND f.removed_at IS NULL
      WHERE i.id = ${inspectionId} OR (i.unit_id = ${unitId} AND f.reply_id IS NOT NULL
        AND f.uploaded_at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh')
        AND f.uploaded_at < make_timestamptz(${year} + 1, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh'))
    )
    SELECT coalesce(sum(size) FILTER (WHERE is_here), 0)::float8 AS here,
      coalesce(sum(size) FILTER (WHERE is_unit), 0)::float8 AS unit FROM sent`;
  return used!;
}
