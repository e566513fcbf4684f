import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Outcome } from '../../platform/outcome.js';
import { formatDay } from '../../platform/text/format.js';
import { record, recordAll } from '../../history/commands.js';
import type { ManagedPeriod } from '../../periods/finders.js';
import { sendUnitMessages } from '../unit-message-commands.js';
import { inBranch, isChanged, isTold, reportsOf, type Move } from './finders.js';
import { movedLetter } from './letters.js';
import { givenDates, namedDates } from './rules.js';

export interface MoveRequest {
  readonly move: Move;
  readonly reason: string;
  /** The period's, as its administrator saw it. */
  readonly version: number;
}

/**
 * Moves dates of an opened period, for all or for a branch, and tells the units. Only the dates: no state of a report,
 * and not its version, so that who is just filing is not disturbed. Done: how many reports changed. Stale where
 * somebody changed the period since that `version`.
 */
export function moveDates(
  db: Db,
  managed: ManagedPeriod,
  { move, reason, version }: MoveRequest,
  now: Date,
): Promise<Outcome<number, true>> {
  const { admin, period } = managed;
  return db.$transaction(
    async (tx) => {
      if (!(await takePeriod(tx, move, version))) return { stale: true };
      const by = { changedAt: now, changedById: admin.accountId, changedByName: admin.fullName };
      const of = {
        periodId: period.id,
        unitId: move.branch?.unitId ?? null,
        unitName: move.branch?.name ?? '',
      };
      const { id } = await tx.dateChange.create({
        data: { ...of, ...givenDates(move.dates), ...by, reason, reports: 0 },
      });
      const reports = await moveReportDates(tx, move, id);
      await tx.dateChange.update({ where: { id }, data: { reports } });
      const changes = namedDates(move.dates).map(({ label, date }) => `${label} ${formatDay(date)}`);
      const detail = { year: period.year, branch: of.unitName, changes, reports, reason };
      const about = move.branch ? { unitId: move.branch.unitId } : {};
      await record(tx, { at: now, action: 'period-dates-moved', actor: admin, ...about, detail });
      await tellAll(tx, managed, { id, move, reason }, now);
      return { done: reports };
    },
    { timeout: 120_000 },
  );
}

/** Gives reports that came after the period was opened the dates that its changes would have given them. */
export async function applyDateChanges(
  tx: Tx,
  periodId: number,
  reportIds: readonly number[],
): Promise<void> {
  const changes = await tx.dateChange.findMany({ where: { periodId }, orderBy: { id: 'asc' } });
  for (const { unitId, unitName: name, ...dates } of changes)
    await tx.$executeRaw`
      UPDATE reports SET due_before = one.due_before, lock_on = one.lock_on
      FROM (${reportsOf({ periodId, branch: unitId === null ? null : { unitId, name }, dates })}) one
      WHERE reports.id = one.id AND one.id = ANY (${[...reportIds]})`;
}

/** The claim: one change of a period's dates at a time, each seen by the next. */
async function takePeriod(tx: Tx, { periodId, branch, dates }: Move, version: number): Promise<boolean> {
  const { count } = await tx.period.updateMany({
    where: { id: periodId, version, openedAt: { not: null } },
    data: { ...(branch ? {} : givenDates(dates)), version: { increment: 1 } },
  });
  return count > 0;
}

/** Two statements, since the second must see what those who held a row have written: whoever filed just now has filed. */
async function moveReportDates(tx: Tx, move: Move, changeId: number): Promise<number> {
  const { periodId, branch } = move;
  await tx.$executeRaw`
    SELECT FROM reports report WHERE report.period_id = ${periodId} AND ${inBranch(periodId, branch)}
    ORDER BY report.id FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    INSERT INTO moved_dates (change_id, report_id, due_was, due_before, lock_was, lock_on)
    SELECT ${changeId}, one.id, one.due_was, one.due_before, one.lock_was, one.lock_on
    FROM (${reportsOf(move)}) one WHERE ${isChanged}`;
  return tx.$executeRaw`
    UPDATE reports SET due_before = moved.due_before, lock_on = moved.lock_on
    FROM moved_dates moved WHERE moved.change_id = ${changeId} AND reports.id = moved.report_id`;
}

interface Told {
  readonly id: number;
  readonly unitId: number;
  readonly unitName: string;
  readonly dueWas: Date;
  readonly dueBefore: Date;
  readonly lockWas: Date;
  readonly lockOn: Date;
  readonly hasFiled: boolean;
  readonly isTold: boolean;
}

/** So many reports at a time. */
const CHUNK = 1000;

/** Every report that changed has it in its history; its unit hears of it where its work changes. */
async function tellAll(
  tx: Tx,
  { admin, period }: ManagedPeriod,
  change: { id: number; move: Move; reason: string },
  now: Date,
): Promise<void> {
  const by = { name: admin.fullName, unit: admin.unit.name };
  for (let after = 0; ;) {
    const rows = await movedAfter(tx, change.id, after);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await recordAll(
      tx,
      rows.map(({ id, unitId, dueBefore, lockOn }) => ({
        ...{ at: now, action: 'report-dates-moved', actor: admin, unitId, reportId: id },
        detail: { dueBefore: formatDay(dueBefore), lockOn: formatDay(lockOn), reason: change.reason },
      })),
    );
    const tidings = rows
      .filter(({ isTold: told }) => told)
      .map((row) => ({
        report: { id: row.id, unitId: row.unitId },
        content: movedLetter({ ...row, year: period.year, reason: change.reason, by }),
      }));
    await sendUnitMessages(tx, 'dates-moved', tidings, now);
  }
}

function movedAfter(tx: Tx, changeId: number, after: number): Promise<Told[]> {
  return tx.$queryRaw<Told[]>`
    SELECT report.id, report.unit_id AS "unitId", report.unit_name AS "unitName", report.due_was AS "dueWas",
           report.due_before AS "dueBefore", report.lock_was AS "lockWas", report.lock_on AS "lockOn",
           report.first_submitted_at IS NOT NULL AS "hasFiled", ${isTold} AS "isTold"
    FROM (SELECT moved.report_id AS id, moved.due_was, moved.due_before, moved.lock_was, moved.lock_on, report.unit_id,
                 report.unit_name, report.status, report.first_submitted_at
          FROM moved_dates moved JOIN reports report ON report.id = moved.report_id
          WHERE moved.change_id = ${changeId} AND moved.report_id > ${after}
          ORDER BY moved.report_id LIMIT ${CHUNK}) report
    ORDER BY report.id`;
}
