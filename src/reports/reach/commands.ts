import type { Tx } from '../../platform/postgres/db.js';

/** Notes that a reminder found nobody to write to; the reports are the caller's, in this transaction. */
export async function noteUndelivered(tx: Tx, reportIds: readonly number[], now: Date): Promise<void> {
  if (reportIds.length === 0) return;
  await tx.report.updateMany({
    where: { id: { in: [...reportIds] }, undeliveredAt: null },
    data: { undeliveredAt: now },
  });
}
