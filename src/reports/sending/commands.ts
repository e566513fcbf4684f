import type { Sender } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotPossible } from '../../platform/errors.js';
import { fileRow, type CheckedFile } from '../../platform/files/file-kinds.js';
import { keepContent } from '../../platform/files/stored-content.js';
import { formatDay } from '../../platform/text/format.js';
import type { Opened } from '../finders.js';
import { claimReport, moveReport, recordReportEvent } from '../transition.js';
import { sendingName } from './rules.js';

export interface NewSending {
  /** The report's, as its sender saw it. */
  readonly version: number;
  readonly outgoingNumber: string;
  readonly sentOn: Date;
  readonly signerName: string;
  readonly signerPosition: string;
  /** The signed document. */
  readonly file: CheckedFile;
}

/**
 * Records that the filed report went out: it is ACCEPTED by that, and the year's consolidation frozen as it was filed. The
 * first one is the report, each later one a supplement with the reason it was begun for. Conflict where the report is not
 * filed, or has moved on.
 */
export function recordSending(
  db: Db,
  open: Opened<Sender>,
  { version, file, ...sending }: NewSending,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'accept', version);
    const { id: reportId } = report;
    const number = await tx.sending.count({ where: { reportId } });
    const latest = await tx.submission.findFirstOrThrow({
      where: { reportId },
      select: { number: true },
      orderBy: { number: 'desc' },
    });
    const begun =
      number > 0 ? await tx.return.findFirst({ where: { reportId }, orderBy: { id: 'desc' } }) : null;
    const { name: fileName, ...row } = fileRow(file);
    const { id } = await tx.sending.create({
      data: {
        ...{ reportId, number, submissionNumber: latest.number, reason: begun?.reason ?? '', ...sending },
        ...{ fileName, ...row },
        ...{ recordedAt: now, recordedById: open.actor.accountId, recordedByName: open.actor.fullName },
      },
      select: { id: true },
    });
    await keepContent(tx, 'sendings', id, file.content);
    await moveReport(tx, report, 'accept', { acceptedAt: now });
    const { outgoingNumber, sentOn } = sending;
    const detail = { what: sendingName(number), outgoingNumber, sentOn: formatDay(sentOn) };
    await recordReportEvent(tx, open, 'report-sent', now, detail);
  });
}

export interface Supplement {
  readonly version: number;
  readonly reason: string;
  /** Until then it can be filed again, also after the period is locked. */
  readonly correctBefore: Date;
}

/** Opens a report that went out for a supplement: it is returned to its own unit, with the reason. */
export function beginSupplement(
  db: Db,
  open: Opened<Sender>,
  { version, reason, correctBefore }: Supplement,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'reopen', version);
    const latest = await tx.sending.findFirst({
      where: { reportId: report.id },
      orderBy: { number: 'desc' },
    });
    if (!latest) throw new NotPossible('Báo cáo chưa được ghi là đã gửi, nên chưa có gì để bổ sung.');
    await tx.return.create({
      data: {
        ...{ reportId: report.id, submissionNumber: latest.submissionNumber, reason, correctBefore },
        ...{ returnedAt: now, returnedById: open.actor.accountId, returnedByName: open.actor.fullName },
      },
    });
    await moveReport(tx, report, 'reopen', { acceptedAt: null, correctBefore });
    await recordReportEvent(tx, open, 'supplement-begun', now, { reason });
  });
}
