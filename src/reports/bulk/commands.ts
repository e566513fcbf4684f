import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { formatDay } from '../../platform/text/format.js';
import { acceptedLetter, exemptedLetter, returnedLetter, unexemptedLetter } from '../decisions/letters.js';
import { openedBy } from '../decisions/rules.js';
import { dropNotes } from '../review-notes/commands.js';
import { keptWords, waitingNotes, type WaitingNotes } from '../review-notes/finders.js';
import { decideMany } from './deciding-commands.js';
import { extension } from './extension-commands.js';
import type { Seen } from './rules.js';

// A decision on many direct children at once: done for those that are still as they were seen, told of the others
// (docs/decisions/0013).

/**
 * Accepts each; what nobody had opened counts as opened by whoever saw it in the list. One with notes for its return is left
 * out, unless just those were seen (`noted`, by report as `waitingNotes` stamps them) and may stay unsent.
 */
export function acceptMany(
  db: Db,
  reviewer: Reviewer,
  { reports, noted }: { reports: readonly Seen[]; noted: ReadonlyMap<number, number> },
  now: Date,
) {
  return decideMany(db, reviewer, reports, now, async (tx, rows) => {
    const waiting = await waitingNotes(
      tx,
      rows.map(({ id }) => id),
    );
    return {
      action: 'accept',
      event: 'report-accepted',
      kind: 'accepted',
      refusal: ({ id }) => notesRefusal(waiting.get(id), noted.get(id)),
      change: (report) => ({
        acceptedAt: now,
        correctBefore: null,
        ...openedBy(report, { actor: reviewer }, now),
      }),
      letter: acceptedLetter,
    };
  });
}

function notesRefusal(waiting: WaitingNotes | undefined, seen: number | undefined): string {
  if (!waiting || waiting.stamp === seen) return '';
  return `có ${waiting.count} ghi chú chưa gửi`;
}

/**
 * Sends each back for one reason, to correct before one day. Each gets a return of its own, which takes along the notes that
 * were kept for it, as that of a single report does.
 */
export function returnMany(
  db: Db,
  reviewer: Reviewer,
  seen: readonly Seen[],
  { reason, correctBefore }: { reason: string; correctBefore: Date },
  now: Date,
) {
  return decideMany(db, reviewer, seen, now, async (tx, rows) => {
    const ids = rows.map(({ id }) => id);
    const kept = await keptWords(tx, ids);
    const said = (id: number) => ({ notes: {}, fieldNotes: {}, ...kept.get(id), reason });
    const numbers = await submissionNumbers(tx, ids);
    return {
      action: 'return',
      event: 'report-returned',
      kind: 'returned',
      detail: { reason, correctBefore: formatDay(correctBefore) },
      change: (report) => ({
        correctBefore,
        acceptedAt: null,
        ...openedBy(report, { actor: reviewer }, now),
      }),
      also: async (inside, reports) => {
        await dropNotes(
          inside,
          reports.map(({ id }) => id),
        );
        const rows = reports.map(({ id }) => ({ id, number: numbers.get(id) ?? 0, ...said(id) }));
        await inside.$executeRaw`
          INSERT INTO returns (report_id, submission_number, reason, notes, field_notes,
            correct_before, returned_at, returned_by_id, returned_by_name)
          SELECT id, number, reason, notes, "fieldNotes",
            ${correctBefore}, ${now}, ${reviewer.accountId}, ${reviewer.fullName}
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            AS said (id int, number int, reason text, notes jsonb, "fieldNotes" jsonb)`;
      },
      letter: (of, { id }) => returnedLetter(of, { ...said(id), correctBefore }),
    };
  });
}

async function submissionNumbers(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.submission.groupBy({
    by: ['reportId'],
    where: { reportId: { in: [...ids] } },
    _count: true,
  });
  return new Map(rows.map(({ reportId, _count }) => [reportId, _count]));
}

/** Frees each from reporting, or no longer. */
export function exemptMany(
  db: Db,
  reviewer: Reviewer,
  action: 'exempt' | 'unexempt',
  { reports, reason }: { reports: readonly Seen[]; reason: string },
  now: Date,
) {
  const isExempt = action === 'exempt';
  return decideMany(db, reviewer, reports, now, () => ({
    action,
    event: isExempt ? 'report-exempted' : 'report-unexempted',
    kind: 'extended',
    detail: { reason },
    letter: (of) => (isExempt ? exemptedLetter : unexemptedLetter)(of, reason),
  }));
}

/** Gives each a later deadline; one whose own is as late already is left out. */
export function extendMany(
  db: Db,
  reviewer: Reviewer,
  seen: readonly Seen[],
  { reason, dueBefore }: { reason: string; dueBefore: Date },
  now: Date,
) {
  const grant = { reason, dueBefore, by: reviewer.fullName };
  return decideMany(db, reviewer, seen, now, () => extension(reviewer, grant, now));
}
