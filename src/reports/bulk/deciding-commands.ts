import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Prisma } from '../../platform/prisma/client.js';
import type { EventDetail, HistoryAction } from '../../history/actions.js';
import { recordAll } from '../../history/commands.js';
import type { LetterContent } from '../../mail/letter.js';
import type { MessageKind } from '../../mail/names.js';
import { readForm } from '../../form/definition.js';
import { decided, type Decided } from '../decisions/letters.js';
import { allows, type ReportAction } from '../lifecycle.js';
import { lockChildReports, moveReports, type ReportRecord } from '../transition.js';
import { sendUnitMessages } from '../unit-message-commands.js';
import { firstNames } from './finders.js';
import { BULK_LIMIT, standingWords, type BulkResult, type LeftOut, type Seen, type Told } from './rules.js';

/** One decision on many reports; each takes a handful of statements, however many reports there are. */
export interface Decision {
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

/**
 * Decides on those of the reviewer's direct children that are still as they were seen, and tells of the others. `decide` makes
 * the decision of what is read in the transaction, with all of them locked. At most BULK_LIMIT.
 */
export function decideMany(
  db: Db,
  reviewer: Reviewer,
  seen: readonly Seen[],
  now: Date,
  decide: (tx: Tx, reports: readonly ReportRecord[]) => Decision | Promise<Decision>,
): Promise<BulkResult & Told> {
  const ids = seen.slice(0, BULK_LIMIT).map(({ id }) => id);
  const versions = new Map(seen.map(({ id, version }) => [id, version]));
  return db.$transaction(
    async (tx) => {
      const rows = await lockChildReports(tx, reviewer, ids);
      const decision = await decide(tx, rows);
      const { doable, leftOut } = sorted(rows, versions, decision);
      const unmailed = await carryOut(tx, reviewer, doable, decision, now);
      const doneIds = doable.map(({ id }) => id);
      return { done: doable.length, leftOut, unmailed, names: await firstNames(tx, doneIds) };
    },
    { timeout: 60_000 },
  );
}

/** Moves reports that are locked, and tells history and units; answers of how many nobody gets the letter. */
export async function carryOut(
  tx: Tx,
  reviewer: Reviewer,
  reports: readonly ReportRecord[],
  { action, event, detail = {}, kind, change, also, letter }: Decision,
  now: Date,
): Promise<number> {
  await moveReports(tx, reports, action, (report) => change?.(report) ?? {});
  await also?.(tx, reports);
  const at = { at: now, action: event, actor: reviewer, detail };
  await recordAll(
    tx,
    reports.map(({ id, unitId }) => ({ ...at, unitId, reportId: id })),
  );
  const decidedOf = await describer(tx, reviewer, reports);
  const tidings = reports.map((report) => ({ report, content: letter(decidedOf(report), report) }));
  return sendUnitMessages(tx, kind, tidings, now);
}

function sorted(
  rows: readonly ReportRecord[],
  versions: ReadonlyMap<number, number>,
  { action, refusal }: Decision,
) {
  const why = (row: ReportRecord) =>
    row.version === versions.get(row.id) && allows(action, row.status)
      ? (refusal?.(row) ?? '')
      : standingWords(row);
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
