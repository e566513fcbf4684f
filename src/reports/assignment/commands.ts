import type { Admin, Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { LeftWork } from '../../accounts/administration/commands.js';
import { recordAll } from '../../history/commands.js';
import type { BulkResult, LeftOut, Seen } from '../bulk/rules.js';
import { lockChildReports, type ReportRecord } from '../transition.js';

/** A reviewer of the own unit, who is to look after reports. */
export interface Assignee {
  readonly id: number;
  readonly fullName: string;
}

/** Reports as they were seen, and who is to look after them; null: nobody. */
export interface Assignment {
  readonly reports: readonly Seen[];
  readonly to: Assignee | null;
}

/**
 * Gives reports to reviewers; those that somebody else was given meanwhile are left out. Says nothing of their state: neither
 * the unit nor another reviewer is disturbed. Conflict where somebody cannot review them (any more).
 */
export function assignReports(
  db: Db,
  reviewer: Reviewer,
  assignments: readonly Assignment[],
  now: Date,
): Promise<BulkResult> {
  return db.$transaction(
    async (tx) => {
      for (const { to } of assignments) if (to) await demandReviewer(tx, reviewer, to);
      const seen = assignments.flatMap(({ reports }) => reports);
      const rows = await lockChildReports(
        tx,
        reviewer,
        seen.map(({ id }) => id),
      );
      const expected = new Map(seen.map(({ id, assignee }) => [id, assignee]));
      const isAsSeen = (row: ReportRecord) => (row.assigneeId ?? 0) === expected.get(row.id);
      const free = new Map(rows.filter(isAsSeen).map((row) => [row.id, row]));
      for (const { reports, to } of assignments) {
        const given = reports.flatMap(({ id }) => free.get(id) ?? []);
        await give(tx, reviewer, given, to, now);
      }
      return { done: free.size, leftOut: rows.filter((row) => !isAsSeen(row)).map(takenMeanwhile) };
    },
    { timeout: 60_000 },
  );
}

async function give(
  tx: Tx,
  actor: Reviewer,
  rows: readonly ReportRecord[],
  to: Assignee | null,
  now: Date,
): Promise<void> {
  await tx.report.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { assigneeId: to?.id ?? null, assigneeName: to?.fullName ?? '' },
  });
  const event = to
    ? ({ action: 'report-assigned', detail: { to: to.fullName } } as const)
    : ({ action: 'report-released', detail: {} } as const);
  await recordAll(
    tx,
    rows.map(({ id, unitId }) => ({ at: now, actor, unitId, reportId: id, ...event })),
  );
}

function takenMeanwhile({ unitName, assigneeName }: ReportRecord): LeftOut {
  return { name: unitName, why: assigneeName ? `${assigneeName} vừa nhận` : 'vừa được bỏ giao' };
}

/** Whoever closes that account or takes its role away waits for this, or is waited for. */
async function demandReviewer(tx: Tx, { unit }: Reviewer, { id, fullName }: Assignee): Promise<void> {
  const found = await tx.$queryRaw<object[]>`
    SELECT id FROM accounts
    WHERE id = ${id} AND unit_id = ${unit.id} AND 'REVIEWER' = ANY (roles)
      AND deactivated_at IS NULL AND password_hash IS NOT NULL
    FOR SHARE`;
  if (found.length > 0) return;
  throw new Conflict(
    `Không giao được: ${fullName} không còn xét duyệt ở đơn vị, hoặc chưa kích hoạt tài khoản.`,
  );
}

/** Gives what accounts looked after to nobody, in the transaction in which they can no longer do it. */
export async function releaseWork(tx: Tx, { accountIds, actor, why, now }: LeftWork): Promise<void> {
  const held = await tx.$queryRaw<Held[]>`
    SELECT id, unit_id AS "unitId" FROM reports WHERE assignee_id = ANY (${[...accountIds]}) ORDER BY id FOR UPDATE`;
  await release(tx, held, { actor, why, now });
}

/** The same for the reports of a unit that from now on stands below another one. */
export async function releaseReportsOf(
  tx: Tx,
  { unitId, actor, now }: { unitId: number; actor: Admin; now: Date },
): Promise<void> {
  const held = await tx.$queryRaw<Held[]>`
    SELECT id, unit_id AS "unitId" FROM reports
    WHERE unit_id = ${unitId} AND assignee_id IS NOT NULL ORDER BY id FOR UPDATE`;
  await release(tx, held, { actor, why: 'đơn vị chuyển về công đoàn cấp trên khác', now });
}

interface Held {
  readonly id: number;
  readonly unitId: number;
}

async function release(
  tx: Tx,
  held: readonly Held[],
  { actor, why, now }: Omit<LeftWork, 'accountIds'>,
): Promise<void> {
  if (held.length === 0) return;
  const where = { id: { in: held.map(({ id }) => id) } };
  await tx.report.updateMany({ where, data: { assigneeId: null, assigneeName: '' } });
  const event = { at: now, actor, action: 'report-released' as const, detail: { why } };
  await recordAll(
    tx,
    held.map(({ id, unitId }) => ({ ...event, unitId, reportId: id })),
  );
}
