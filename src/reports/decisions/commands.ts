import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import { formatDay } from '../../platform/text/format.js';
import type { LetterContent } from '../../mail/letter.js';
import type { MessageKind } from '../../mail/names.js';
import { afterExtension, presentDeadline } from '../deadlines.js';
import type { Opened } from '../finders.js';
import { takeNotes } from '../review-notes/commands.js';
import { claimReport, moveReport, recordReportEvent } from '../transition.js';
import { sendUnitMessages } from '../unit-message-commands.js';
import {
  acceptedLetter,
  decided,
  exemptedLetter,
  extendedLetter,
  reopenedLetter,
  returnedLetter,
  unexemptedLetter,
} from './letters.js';
import { openedBy } from './rules.js';

/** Marks that a reviewer has opened the submission that waits; from then the unit cannot recall it. */
export function markOpened(db: Db, open: Opened<Reviewer>, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { id: open.report.id, status: 'SUBMITTED', openedAt: null },
      data: openedBy({ openedAt: null }, open, now),
    });
    if (count > 0) await recordReportEvent(tx, open, 'report-opened', now);
  });
}

export interface Remarks {
  version: number;
  reason: string;
  /** Notes by section code. */
  notes: Record<string, string>;
  /** Notes by field code. */
  fieldNotes?: Record<string, string>;
  correctBefore: Date;
  /** The notes kept for this return that its author had before them (review-notes/commands.ts). */
  seen?: string | undefined;
}

// Each decision is told to the unit by mail.

/** Sends a submission back with a reason and a date to correct before. */
export function returnReport(db: Db, open: Opened<Reviewer>, remarks: Remarks, now: Date): Promise<void> {
  return sendBack(db, open, 'return', remarks, now);
}

/** Sends an accepted report back. */
export function reopenReport(db: Db, open: Opened<Reviewer>, remarks: Remarks, now: Date): Promise<void> {
  return sendBack(db, open, 'reopen', remarks, now);
}

export function acceptReport(db: Db, open: Opened<Reviewer>, version: number, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'accept', version);
    await moveReport(tx, report, 'accept', {
      acceptedAt: now,
      correctBefore: null,
      ...openedBy(report, open, now),
    });
    await recordReportEvent(tx, open, 'report-accepted', now);
    await writeToUnit(tx, open, 'accepted', acceptedLetter(decided(open)), now);
  });
}

export interface Reasoned {
  version: number;
  reason: string;
}

/** Frees a unit from reporting this period. Its draft stays. */
export function exemptReport(
  db: Db,
  open: Opened<Reviewer>,
  { version, reason }: Reasoned,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await moveReport(tx, await claimReport(tx, open, 'exempt', version), 'exempt', {});
    await recordReportEvent(tx, open, 'report-exempted', now, { reason });
    await writeToUnit(tx, open, 'extended', exemptedLetter(decided(open), reason), now);
  });
}

export function unexemptReport(
  db: Db,
  open: Opened<Reviewer>,
  { version, reason }: Reasoned,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await moveReport(tx, await claimReport(tx, open, 'unexempt', version), 'unexempt', {});
    await recordReportEvent(tx, open, 'report-unexempted', now, { reason });
    await writeToUnit(tx, open, 'extended', unexemptedLetter(decided(open), reason), now);
  });
}

/** Gives one unit a later deadline of its own. `dueBefore` is the instant its day begins; it must be later than now's. */
export function extendReport(
  db: Db,
  open: Opened<Reviewer>,
  { version, reason, dueBefore }: Reasoned & { dueBefore: Date },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'extend', version);
    // The period's dates may have been moved since the form was checked.
    if (presentDeadline(report) >= dueBefore)
      throw new Conflict(`Hạn của đơn vị vừa được đổi thành ngày ${formatDay(presentDeadline(report))}.`);
    await moveReport(tx, report, 'extend', afterExtension(report, dueBefore));
    const { actor } = open;
    await tx.extension.create({
      data: {
        reportId: report.id,
        dueBefore,
        reason,
        grantedAt: now,
        grantedById: actor.accountId,
        grantedByName: actor.fullName,
      },
    });
    await recordReportEvent(tx, open, 'report-extended', now, { reason, dueBefore: formatDay(dueBefore) });
    const letter = extendedLetter(decided(open), {
      reason,
      dueBefore,
      isCorrection: report.firstSubmittedAt !== null,
    });
    await writeToUnit(tx, open, 'extended', letter, now);
  });
}

function sendBack(
  db: Db,
  open: Opened<Reviewer>,
  action: 'return' | 'reopen',
  { version, correctBefore, seen, ...typed }: Remarks,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, action, version);
    const said = await takeNotes(tx, open, { fieldNotes: {}, ...typed, seen });
    const { actor } = open;
    await tx.return.create({
      data: {
        reportId: report.id,
        submissionNumber: await tx.submission.count({ where: { reportId: report.id } }),
        ...said,
        correctBefore,
        returnedAt: now,
        returnedById: actor.accountId,
        returnedByName: actor.fullName,
      },
    });
    await moveReport(tx, report, action, { correctBefore, acceptedAt: null, ...openedBy(report, open, now) });
    const detail = { reason: said.reason, correctBefore: formatDay(correctBefore) };
    await recordReportEvent(
      tx,
      open,
      action === 'return' ? 'report-returned' : 'report-reopened',
      now,
      detail,
    );
    const words = { ...said, correctBefore };
    const isReturn = action === 'return';
    const letter = isReturn ? returnedLetter(decided(open), words) : reopenedLetter(decided(open), words);
    await writeToUnit(tx, open, isReturn ? 'returned' : 'reopened', letter, now);
  });
}

async function writeToUnit(
  tx: Tx,
  { report }: Opened<Reviewer>,
  kind: MessageKind,
  content: LetterContent,
  now: Date,
): Promise<void> {
  await sendUnitMessages(tx, kind, [{ report, content }], now);
}
