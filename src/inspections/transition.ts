import type { Tx } from '../platform/postgres/db.js';
import { Conflict } from '../platform/errors.js';
import type { Prisma } from '../platform/prisma/client.js';
import type { Shown } from './finders.js';

export const CHANGED = 'Cuộc này vừa được sửa ở nơi khác. Hãy mở lại trang, xem rồi làm lại.';

/** Writes to an inspection that is still as it was seen; false where its state or `version` has moved on. */
export async function changeInspection(
  tx: Tx,
  { id, status }: Pick<Shown, 'id' | 'status'>,
  version: number,
  data: Prisma.InspectionUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await tx.inspection.updateMany({
    where: { id, version, status },
    data: { ...data, version: { increment: 1 } },
  });
  return count > 0;
}

/** The same, as a Conflict: for what was not typed. */
export async function moveInspection(
  tx: Tx,
  inspection: Pick<Shown, 'id' | 'status'>,
  version: number,
  data: Prisma.InspectionUncheckedUpdateManyInput,
): Promise<void> {
  if (!(await changeInspection(tx, inspection, version, data))) throw new Conflict(CHANGED);
}
