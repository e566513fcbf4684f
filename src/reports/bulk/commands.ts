import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { formatDay } from '../../platform/text/format.js';
import type { Prisma } from '../../platform/prisma/client.js';
import type { EventDetail, HistoryAction } from '../../history/actions.js';
import { recordAll } from '../../history/commands.js';
import type { LetterContent } from '../../mail/letter.js';
import type { MessageKind } from '../../mail/names.js';
import { readForm } from '../../form/definition.js';
import { afterExtension, presentDeadline } from '../deadlines.js';
import {
  acceptedLetter,
  decided,
  exemptedLetter,
  extendedLetter,
  unexemptedLetter,
  type Decided,
} from '../decisions/letters.js';
import { openedBy } from '../decisions/rules.js';
import { allows, statusWords, type ReportAction } from '../lifecycle.js';
import { lockChildReports, moveReports, type ReportRecord } from '../transition.js';
import { sendUnitMessages } from '../unit-message-commands.js';
import { BULK_LIMIT, type BulkResult, type LeftOut, type Seen } from './rules.js';

// A decision on many direct children at once: done for those that are still as they were seen, told of the others
// (docs/decisions/0013). Each takes a handful of statements, however many reports there are.

/** Accepts each; what nobody had opened counts as opened by whoever saw it in the list. */
export function acceptMany(db: Db, reviewer: Reviewer, seen: readonly Seen[], now: Date) {
  return decideMany(db, reviewer, seen, now, {
    action: 'accept',
    event: 'report-accepted',
    kind: 'accepted',
    change: (report) => ({
      acceptedAt: now,
      correctBefore: null,
      ...openedBy(report, { actor: reviewer }, now),
    }),
    letter: acceptedLetter,
  });
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
  return decideMany(db, reviewer, reports, now, {
    action,
    event: isExempt ? 'report-exempted' : 'report-unexempted',
    kind: 'extended',
    detail: { reason },
    letter: (of) => (isExempt ? exemptedLetter : unexemptedLetter)(of, reason),
  });
}

/** Gives each a later deadline; one whose own is as late already is left out. */
export function extendMany(
  db: Db,
  reviewer: Reviewer,
  seen: readonly Seen[],
  { reason, dueBefore }: { reason: string; dueBefore: Date },
  now: Date,
) {
  return decideMany(db, reviewer, seen, now, {
    action: 'extend',
    event: 'report-extended',
    kind: 'extended',
    detail: { reason, dueBefore: formatDay(dueBefore) },
    refusal: (report) =>
      presentDeadline(report) >= dueBefore ? `hạn hiện nay đã là ${formatDay(presentDeadline(report))}` : '',
    change: (report) => afterExtension(report, dueBefore),
    also: async (tx, reports) => {
      const grant = { dueBefore, reason, grantedAt: now, grantedById: reviewer.accountId };
      const data = reports.map(({ id }) => ({ ...grant, reportId: id, grantedByName: reviewer.fullName }));
      await tx.extension.createMany({ data });
    },
    letter: (of, { firstSubmittedAt }) =>
      extendedLetter(of, { reason, dueBefore, isCorrection: firstSubmittedAt !== null }),
  });
}

interface Decision {
  readonly action: ReportAction;
  readonly event: HistoryAction;
  readonly detail?: EventDetail;
  readonly kind: MessageKind;
  /** Why a report of the right state is left out all the same; '' where it is not. */
  readonly refusal?: (report: ReportRecord) => string;
  readonly change?: (report: ReportRecord) => Prisma.ReportUncheckedUpdateManyInput;
  readonly also?: (tx: Tx, reports: readonly ReportRecord[]) => Promise<void>;
  readonly letter: (decided: Decided, report: ReportRecord) => LetterContent;
}

function decideMany(
  db: Db,
  reviewer: Reviewer,
  seen: readonly Seen[],
  now: Date,
  decision: Decision,
): Promise<BulkResult> {
  return db.$transaction(
    async (tx) => {
      const rows = await lockChildReports(
        tx,
        reviewer,
        seen.slice(0, BULK_LIMIT).map(({ id }) => id),
      );
      const { doable, leftOut } = sorted(rows, seen, decision);
      const { action, event, detail = {}, kind, change, letter } = decision;
      await moveReports(tx, doable, action, (report) => change?.(report) ?? {});
      await decision.also?.(tx, doable);
      const at = { at: now, action: event, actor: reviewer, detail };
      await recordAll(
        tx,
        doable.map(({ id, unitId }) => ({ ...at, unitId, reportId: id })),
      );
      const decidedOf = await describer(tx, reviewer, doable);
      const tidings = doable.map((report) => ({ report, content: letter(decidedOf(report), report) }));
      await sendUnitMessages(tx, kind, tidings, now);
      return { done: doable.length, leftOut };
    },
    { timeout: 60_000 },
  );
}

function sorted(rows: readonly ReportRecord[], seen: readonly Seen[], { action, refusal }: Decision) {
  const versions = new Map(seen.map(({ id, version }) => [id, version]));
  const why = (row: ReportRecord) =>
    row.version === versions.get(row.id) && allows(action, row.status)
      ? (refusal?.(row) ?? '')
      : `hiện ở trạng thái “${statusWords[row.status]}”`;
  const judged = rows.map((row) => ({ row, why: why(row) }));
  const leftOut: LeftOut[] = judged
    .filter((one) => one.why !== '')
    .map((one) => ({ name: one.row.unitName, why: one.why }));
  return { doable: judged.filter((one) => one.why === '').map(({ row }) => row), leftOut };
}

async function describer(
  tx: Tx,
  reviewer: Reviewer,
  rows: readonly ReportRecord[],
): Promise<(row: ReportRecord) => Decided> {
  const ids = [...new Set(rows.map(({ periodId }) => periodId))];
  const periods = await tx.period.findMany({
    where: { id: { in: ids } },
    select: { id: true, year: true, form: true },
  });
  const known = new Map(periods.map((period) => [period.id, { period, form: readForm(period.form) }]));
  return ({ periodId, unitName }) =>
    decided({ actor: reviewer, report: { unitName, ...known.get(periodId)! } });
}
