import type { Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { formatDay } from '../../platform/format.js';
import { afterExtension } from '../deadlines.js';
import type { Opened } from '../finders.js';
import { claim, move, tell } from '../transition.js';
import { sectionNotes } from './decision-message.js';
import { tellUnits, type Told } from './telling.js';

/** Marks that a reviewer has opened the submission that waits; from then the unit cannot recall it. */
export function markOpened(db: Db, open: Opened<Reviewer>, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { id: open.report.id, status: 'SUBMITTED', openedAt: null },
      data: { openedAt: now, openedByName: open.actor.fullName },
    });
    if (count > 0) await tell(tx, open, 'report-opened', now);
  });
}

export interface Remarks {
  version: number;
  reason: string;
  /** Notes by section code. */
  notes: Record<string, string>;
  correctBefore: Date;
}

// Each tells the unit by mail, in its transaction; `publicUrl`, the portal's own address, makes the message's link.

/** Sends a submission back with a reason and a date to correct before. */
export function returnReport(
  db: Db,
  open: Opened<Reviewer>,
  remarks: Remarks,
  now: Date,
  publicUrl?: string,
): Promise<void> {
  return sendBack(db, open, 'return', remarks, now, publicUrl);
}

/** Sends an accepted report back. */
export function reopenReport(
  db: Db,
  open: Opened<Reviewer>,
  remarks: Remarks,
  now: Date,
  publicUrl?: string,
): Promise<void> {
  return sendBack(db, open, 'reopen', remarks, now, publicUrl);
}

export function acceptReport(
  db: Db,
  open: Opened<Reviewer>,
  version: number,
  now: Date,
  publicUrl?: string,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claim(tx, open, 'accept', version);
    await move(tx, report, 'accept', {
      acceptedAt: now,
      correctBefore: null,
      ...(report.openedAt ? {} : { openedAt: now, openedByName: open.actor.fullName }),
    });
    await tell(tx, open, 'report-accepted', now);
    await tellUnits(tx, 'accepted', [told(open)], now, publicUrl);
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
    await move(tx, await claim(tx, open, 'exempt', version), 'exempt', {});
    await tell(tx, open, 'report-exempted', now, { reason });
  });
}

export function unexemptReport(db: Db, open: Opened<Reviewer>, { version, reason }: Reasoned, now: Date) {
  return db.$transaction(async (tx) => {
    await move(tx, await claim(tx, open, 'unexempt', version), 'unexempt', {});
    await tell(tx, open, 'report-unexempted', now, { reason });
  });
}

/** Gives one unit a later deadline of its own. `dueBefore` is the instant its day begins; it must be later than now's. */
export function extendReport(
  db: Db,
  open: Opened<Reviewer>,
  { version, reason, dueBefore }: Reasoned & { dueBefore: Date },
  now: Date,
  publicUrl?: string,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claim(tx, open, 'extend', version);
    await move(tx, report, 'extend', afterExtension(report, dueBefore));
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
    await tell(tx, open, 'report-extended', now, { reason, dueBefore: formatDay(dueBefore) });
    const isCorrection = report.firstSubmittedAt !== null;
    await tellUnits(
      tx,
      'extended',
      [{ ...told(open), reason, before: dueBefore, isCorrection }],
      now,
      publicUrl,
    );
  });
}

function sendBack(
  db: Db,
  open: Opened<Reviewer>,
  action: 'return' | 'reopen',
  { version, reason, notes, correctBefore }: Remarks,
  now: Date,
  publicUrl?: string,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claim(tx, open, action, version);
    const { actor } = open;
    await tx.return.create({
      data: {
        reportId: report.id,
        submissionNumber: await tx.submission.count({ where: { reportId: report.id } }),
        reason,
        notes,
        correctBefore,
        returnedAt: now,
        returnedById: actor.accountId,
        returnedByName: actor.fullName,
      },
    });
    await move(tx, report, action, { correctBefore, acceptedAt: null });
    const detail = { reason, correctBefore: formatDay(correctBefore) };
    await tell(tx, open, action === 'return' ? 'report-returned' : 'report-reopened', now, detail);
    const said = { reason, notes: sectionNotes(open.report.form, notes), before: correctBefore };
    const kind = action === 'return' ? 'returned' : 'reopened';
    await tellUnits(tx, kind, [{ ...told(open), ...said }], now, publicUrl);
  });
}

function told({ actor, report }: Opened<Reviewer>): Told {
  const { id: reportId, unitId, unitName, period } = report;
  return { reportId, unitId, unitName, year: period.year, by: actor.fullName, byUnit: actor.unit.name };
}
