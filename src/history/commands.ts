import type { Actor, Operator } from '../platform/actor.js';
import type { Tx } from '../platform/postgres/db.js';
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

/** Writes many events of one transaction at once. */
export async function recordAll(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  await tx.historyEvent.createMany({ data: events.map(eventRow) });
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
