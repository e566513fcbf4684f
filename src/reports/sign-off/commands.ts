import type { Filer, Signatory } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { draftProblems } from '../filing/commands.js';
import type { Filing } from '../filing/rules.js';
import type { Opened } from '../finders.js';
import type { Problem } from '../../form/checks.js';
import { claimReport, moveReport, NOT_READY, refuseLocked, recordReportEvent } from '../transition.js';

/**
 * Marks the report ready for the unit's signatory, with the explanations and the note on changes. Refused
 * where it could not be submitted as it stands.
 */
export function markReady(
  db: Db,
  open: Opened<Filer>,
  filing: Filing,
  now: Date,
): Promise<Outcome<true, never, Problem>> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'markReady', filing.version);
    refuseLocked(report, now);
    if (!open.report.unit.needsSignatory)
      throw new NotPossible('Đơn vị không đặt hai bước: người lập nộp thẳng báo cáo.');
    const { problems } = await draftProblems(tx, open, filing, now);
    if (problems.length > 0) return { problems };
    await moveReport(tx, report, 'markReady', {
      readyAt: now,
      readyById: open.actor.accountId,
      readyByName: open.actor.fullName,
      explanations: filing.explanations,
      changeNote: filing.changeNote,
    });
    await recordReportEvent(tx, open, 'report-ready', now);
    return { done: true };
  });
}

/** The signatory hands a ready report back to its filers. */
export function sendBack(
  db: Db,
  open: Opened<Signatory>,
  { version, reason }: { version: number; reason: string },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'sendBack', version);
    if (!report.readyAt) throw new Conflict('Báo cáo không còn chờ ký duyệt. Hãy tải lại trang.');
    await moveReport(tx, report, 'sendBack', NOT_READY);
    await recordReportEvent(tx, open, 'report-sent-back', now, { reason });
  });
}
