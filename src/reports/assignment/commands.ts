import type { Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { recordAll } from '../../history/commands.js';
import type { BulkOutcome, Seen } from '../bulk/rules.js';
import { lockChildren } from '../transition.js';

/** A reviewer of the own unit, who is to look after reports. */
export interface Assignee {
  readonly id: number;
  readonly fullName: string;
}

/**
 * Gives reports to a reviewer, or with null to nobody; those that somebody else was given meanwhile are left out. Says
 * nothing of their state: neither the unit nor another reviewer is disturbed.
 */
export function assignReports(
  db: Db,
  reviewer: Reviewer,
  seen: readonly Seen[],
  to: Assignee | null,
  now: Date,
): Promise<BulkOutcome> {
  return db.$transaction(async (tx) => {
    const ids = seen.map(({ id }) => id);
    const rows = await lockChildren(tx, reviewer, ids);
    const expected = new Map(seen.map(({ id, assignee }) => [id, assignee]));
    const isAsSeen = (row: (typeof rows)[number]) => (row.assigneeId ?? 0) === expected.get(row.id);
    const free = rows.filter(isAsSeen);
    await tx.report.updateMany({
      where: { id: { in: free.map(({ id }) => id) } },
      data: { assigneeId: to?.id ?? null, assigneeName: to?.fullName ?? '' },
    });
    const event = to
      ? ({ action: 'report-assigned', detail: { to: to.fullName } } as const)
      : ({ action: 'report-released', detail: {} } as const);
    await recordAll(
      tx,
      free.map(({ id, unitId }) => ({ at: now, actor: reviewer, unitId, reportId: id, ...event })),
    );
    const leftOut = rows
      .filter((row) => !isAsSeen(row))
      .map(({ unitName, assigneeName }) => ({
        name: unitName,
        why: assigneeName ? `${assigneeName} vừa nhận` : 'vừa được bỏ giao',
      }));
    return { done: free.length, leftOut };
  });
}
