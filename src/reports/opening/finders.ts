import type { Admin } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { Forbidden, NotFound } from '../../platform/errors.js';

/** A period that the root's administrator may open; Forbidden for any other administrator. */
export async function periodToOpen(db: Db, admin: Admin, year: number) {
  if (admin.unit.parentId !== null)
    throw new Forbidden('Chỉ quản trị viên của Liên đoàn Lao động tỉnh mở được kỳ báo cáo.');
  const period = await db.period.findUnique({
    where: { year },
    select: { id: true, year: true, opensOn: true },
  });
  if (!period) throw new NotFound('Không có kỳ báo cáo này.');
  return period;
}
