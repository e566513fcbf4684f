import type { Filer, Reviewer, Sender, Signatory, Submitter } from '../platform/actor.js';
import type { Tx } from '../platform/postgres/db.js';
import { Conflict, NotPossible } from '../platform/errors.js';
import { formatDay } from '../platform/text/format.js';
import type { Prisma } from '../platform/prisma/client.js';
import type { EventDetail, HistoryAction } from '../history/actions.js';
import { record } from '../history/commands.js';
import { isLocked, lockedFrom } from './deadlines.js';
import type { Opened } from './finders.js';
import { allows, memoryAfter, statusAfter, statusWords, type ReportAction } from './lifecycle.js';

// What every command on a report does, in this order and in one transaction: claim the row (its version and state
// are still those the actor saw), write, move, tell the history.

export type ReportRecord = Prisma.ReportGetPayload<object>;

/**
 * The report's row, locked until the transaction ends. Conflict where its state forbids the action or, given the
 * version that the actor saw, where it has moved on since.
 */
export async function claimReport(
  tx: Tx,
  open: Opened<unknown>,
  action: ReportAction,
  version?: number,
): Promise<ReportRecord> {
  return requireAction(await lockReport(tx, open), action, version);
}

/** The rule of `claimReport`, for a row that is locked already. */
export function requireAction(
  row: ReportRecord,
  action: ReportAction,
  version: number = row.version,
): ReportRecord {
  if (version === row.version && allows(action, row.status, row.statusBefore)) return row;
  const now = `hiện ở trạng thái “${statusWords[row.status]}”`;
  if (version !== row.version) throw new Conflict(`Báo cáo đã thay đổi trong lúc bạn đang xem: ${now}.`);
  const hasGoneOn = allows(action, row.status, row.status);
  throw new NotPossible(hasGoneOn ? GONE_ON : `Báo cáo ${now}, nên không làm được việc này.`);
}

const GONE_ON = 'Không rút lại được nữa: đơn vị đã lưu hoặc nộp báo cáo sau quyết định ấy.';

/** The report's row as it is now, locked until the transaction ends. Conflict where its form is another one meanwhile. */
export async function lockReport(tx: Tx, open: Opened<unknown>): Promise<ReportRecord> {
  await tx.$queryRaw`SELECT /* of one row */ id FROM reports WHERE id = ${open.report.id} FOR UPDATE`;
  return lockedReport(tx, open);
}

/**
 * The same, where no child's report comes in or goes out until the transaction ends, between what is read of them and what is
 * kept of it (docs/decisions/0027).
 */
export async function lockReportWithChildren(tx: Tx, open: Opened<unknown>): Promise<ReportRecord> {
  // The own row first, as everybody does.
  await tx.$queryRaw`
    WITH /* of one row */ own AS MATERIALIZED (SELECT unit_id FROM reports WHERE id = ${open.report.id} FOR UPDATE)
    SELECT lock_child_reports(unit_id)::text FROM own`;
  return lockedReport(tx, open);
}

/** As it is once it is locked, and not before. */
async function lockedReport(
  tx: Tx,
  { report: { id, period: seen } }: Opened<unknown>,
): Promise<ReportRecord> {
  const { period, ...row } = await tx.report.findUniqueOrThrow({
    where: { id },
    include: { period: { select: { formVersion: true } } },
  });
  if (period.formVersion === seen.formVersion) return row;
  throw new Conflict('Biểu mẫu của kỳ này vừa được thay đổi. Hãy tải lại trang rồi làm tiếp.');
}

/**
 * The reports of the reviewer's direct children among `ids`, locked until the transaction ends; in one order for all, so
 * that two reviewers do not wait for each other for ever.
 */
export async function lockChildReports(
  tx: Tx,
  { unit }: Reviewer,
  ids: readonly number[],
): Promise<ReportRecord[]> {
  const parentId = unit.id;
  await tx.$queryRaw`SELECT id FROM reports WHERE id = ANY (${[...ids]}) AND parent_id = ${parentId} ORDER BY id FOR UPDATE`;
  return tx.report.findMany({ where: { id: { in: [...ids] }, parentId }, orderBy: { id: 'asc' } });
}

type Change = Prisma.ReportUncheckedUpdateManyInput;

/** The only place where a status changes, here and in `moveReports`. */
export async function moveReport(
  tx: Tx,
  report: ReportRecord,
  action: ReportAction,
  change: Change,
): Promise<void> {
  const { count } = await tx.report.updateMany({
    where: { id: report.id, version: report.version },
    data: moved(report, action, change),
  });
  if (count === 0) throw new Conflict('Báo cáo vừa được người khác thay đổi. Hãy tải lại trang.');
}

/** The same for many reports, locked by the caller; those that change alike in one statement. */
export async function moveReports(
  tx: Tx,
  reports: readonly ReportRecord[],
  action: ReportAction,
  change: (report: ReportRecord) => Change,
): Promise<void> {
  const alike = new Map<string, { ids: number[]; data: Change }>();
  for (const report of reports) {
    const data = moved(report, action, change(report));
    const key = JSON.stringify(data);
    const group = alike.get(key) ?? { ids: [], data };
    group.ids.push(report.id);
    alike.set(key, group);
  }
  for (const { ids, data } of alike.values())
    await tx.report.updateMany({ where: { id: { in: ids } }, data });
}

function moved(report: ReportRecord, action: ReportAction, change: Change): Change {
  const status = statusAfter(action, report.status, report.statusBefore);
  return { ...memory(report, action), ...change, status, version: { increment: 1 } };
}

function memory(report: ReportRecord, action: ReportAction): Change {
  switch (memoryAfter(action)) {
    case 'made':
      return {
        statusBefore: report.status,
        correctThen: report.correctBefore,
        acceptedThen: report.acceptedAt,
      };
    case 'kept':
      return {};
    case 'ended':
      return NOTHING_TO_TAKE_BACK;
  }
}
const NOTHING_TO_TAKE_BACK = { statusBefore: null, correctThen: null, acceptedThen: null };

/**
 * Call this when the unit acts on the last decision, which can then no longer be taken back. State and version stay, so
 * that a form which a colleague has open can still be saved.
 */
export async function endTakeBack(tx: Tx, { id, statusBefore }: ReportRecord): Promise<void> {
  if (statusBefore) await tx.report.update({ where: { id }, data: NOTHING_TO_TAKE_BACK });
}

/** Clears the mark that the draft is ready for the signatory; every change of the draft must do so. */
export const NOT_READY = { readyAt: null, readyById: null, readyByName: '' };

export function refuseLocked(report: ReportRecord, now: Date): void {
  if (!isLocked(report, now)) return;
  throw new NotPossible(
    `Kỳ báo cáo đã khóa từ ngày ${formatDay(lockedFrom(report))}. Hãy đề nghị công đoàn cấp trên gia hạn cho đơn vị.`,
  );
}

export function recordReportEvent(
  tx: Tx,
  {
    actor,
    report,
  }: Opened<Filer> | Opened<Signatory> | Opened<Submitter> | Opened<Reviewer> | Opened<Sender>,
  action: HistoryAction,
  at: Date,
  detail: EventDetail = {},
): Promise<void> {
  return record(tx, { at, action, actor, unitId: report.unitId, reportId: report.id, detail });
}
