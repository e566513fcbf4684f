import type { Actor, Operator } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import type { EventDetail, HistoryAction } from './actions.js';

export interface NewEvent {
  at: Date;
  action: HistoryAction;
  /** null: the portal itself. */
  actor: Actor | Operator | null;
  unitId?: number;
  reportId?: number;
  detail?: EventDetail;
}

/** Writes one event; call it in the transaction of what it tells of. */
export async function record(tx: Tx, event: NewEvent): Promise<void> {
  await tx.historyEvent.create({ data: eventRow(event) });
}

/**
 * Writes many events of one transaction at once, as one value: a statement with seven for each of thousands takes longer to
 * make than to run.
 */
export async function recordAll(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  await tx.$queryRaw`
    INSERT INTO history_events (at, action, actor_id, actor_name, unit_id, report_id, detail)
    SELECT at, action, "actorId", "actorName", "unitId", "reportId", detail
    FROM jsonb_to_recordset(${JSON.stringify(events.map(eventRow))}::jsonb) AS event (
      at timestamptz, action text, "actorId" int, "actorName" text, "unitId" int, "reportId" int, detail jsonb)`;
}

/**
 * Writes an event unless the same of the same actor was written from `since` on: what may happen again and again within
 * minutes. In one statement. Answers whether it was written.
 */
export async function recordOnce(db: Db, event: NewEvent, since: Date): Promise<boolean> {
  const { at, action, actorId, actorName, unitId, detail } = eventRow(event);
  const json = JSON.stringify(detail);
  const written = await db.$queryRaw<unknown[]>`
    INSERT INTO history_events (at, action, actor_id, actor_name, unit_id, detail)
    SELECT ${at}, ${action}, ${actorId}, ${actorName}, ${unitId}, ${json}::jsonb
    WHERE NOT EXISTS (SELECT FROM history_events WHERE actor_id = ${actorId} AND action = ${action}
      AND at >= ${since} AND detail = ${json}::jsonb) RETURNING id`;
  return written.length > 0;
}

function eventRow(event: NewEvent) {
  return {
    at: event.at,
    action: event.action,
    actorId: event.actor?.accountId ?? null,
    actorName: event.actor?.fullName ?? 'Hệ thống',
    unitId: event.unitId ?? null,
    reportId: event.reportId ?? null,
    detail: event.detail ?? {},
  };
}
