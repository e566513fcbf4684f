import type { Filer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotPossible } from '../../platform/errors.js';
import type { Opened } from '../finders.js';
import { claimReport, moveReport, NOT_READY, refuseLocked, recordReportEvent } from '../transition.js';

/**
 * Says that the unit has nothing to report, and why; with an empty reason, that it has. What was written before is
 * kept either way. Conflict where the form does not allow it, or where the report cannot be edited.
 */
export function declareNil(
  db: Db,
  open: Opened<Filer>,
  { version, reason }: { version: number; reason: string },
  now: Date,
): Promise<void> {
  if (!open.report.form.nil) throw new NotPossible('Biểu mẫu của kỳ này không có báo cáo không phát sinh.');
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'save', version);
    refuseLocked(report, now);
    await moveReport(tx, report, 'save', { ...NOT_READY, nilReason: reason });
    await recordReportEvent(tx, open, reason === '' ? 'nil-withdrawn' : 'nil-said', now, { reason });
  });
}
