import { OWN_ROLES, type Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Opened } from '../finders.js';
import { announcedLetter } from '../letters.js';
import { recordInspection, sendInspectionMessages } from '../message-commands.js';
import { changeInspection, moveInspection } from '../transition.js';
import type { Child } from './finders.js';
import type { Plan } from './forms.js';

/** Answers with the new inspection's id. */
export function planInspection(db: Db, { actor, unit }: Child, plan: Plan, now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const { kind, reason, plannedOn, team, topic } = plan;
    const by = { createdAt: now, createdByName: actor.fullName };
    const data = { parentId: actor.unit.id, unitId: unit.id, kind, reason, plannedOn, team, topic, ...by };
    const row = await tx.inspection.create({ data });
    await recordInspection(tx, 'inspection-planned', { actor, inspection: { ...row, unit } }, now);
    return row.id;
  });
}

/** Stale where somebody saved since that `version`. */
export function savePlan(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { unit }: Child,
  { version, kind, reason, plannedOn, team, topic }: Plan & { version: number },
  now: Date,
): Promise<Outcome<true, true>> {
  return db.$transaction(async (tx) => {
    const data = { unitId: unit.id, kind, reason, plannedOn, team, topic };
    if (!(await changeInspection(tx, inspection, version, data))) return { stale: true };
    const changed = { ...inspection, unit, unitId: unit.id, kind, plannedOn };
    await recordInspection(tx, 'inspection-edited', { actor, inspection: changed }, now);
    return { done: true };
  });
}

export function announceInspection(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await moveInspection(tx, inspection, version, { status: 'ANNOUNCED', announcedAt: now });
    await sendInspectionMessages(tx, inspection.unitId, OWN_ROLES, announcedLetter(inspection), now);
    const known = { ...inspection, announcedAt: now };
    await recordInspection(tx, 'inspection-announced', { actor, inspection: known }, now);
  });
}

export function cancelInspection(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, reason }: { version: number; reason: string },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const ended = { endedAt: now, endedByName: actor.fullName, endReason: reason };
    await moveInspection(tx, inspection, version, { status: 'CANCELLED', ...ended });
    await recordInspection(tx, 'inspection-cancelled', { actor, inspection }, now, { reason });
  });
}
