import type { Actor, Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { FieldError } from '../../platform/page/forms.js';
import { formatDay } from '../../platform/text/format.js';
import type { Outcome } from '../../platform/outcome.js';
import { issuePaper, numberProblems } from '../document/commands.js';
import type { Opened, Shown } from '../finders.js';
import { recordInspection } from '../message-commands.js';
import type { Told } from '../rules.js';
import { tellOfDay } from '../telling-commands.js';
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

/** What is changed, and why it may be: '' where neither the day moves nor the unit knows already. */
interface EditedPlan extends Plan {
  readonly version: number;
  readonly changeReason: string;
  /** Of the notice that takes the place of the one that the unit has. */
  readonly number: string;
}

/**
 * Refused where a notice must take the place of the one that the unit has and its number is taken. Stale where somebody saved
 * since that `version`. Null: nobody had to be told.
 */
export function savePlan(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { unit }: Child,
  { version, changeReason, number, kind, reason, plannedOn, team, topic }: EditedPlan,
  now: Date,
): Promise<Outcome<Told | null, true>> {
  return db.$transaction(async (tx) => {
    const data = { kind, reason, plannedOn, team, topic };
    const issue = { paper: 'thong-bao', number, reason: changeReason } as const;
    const isRenewed = needsNewNotice(inspection, data);
    const problems = isRenewed ? await numberProblems(tx, inspection, issue, now) : [];
    if (problems.length > 0) return { problems };
    if (!(await changeInspection(tx, inspection, version, { ...data, unitId: unit.id })))
      return { stale: true };
    const changed = { ...inspection, ...data, unit, unitId: unit.id };
    const about = { actor, inspection: changed };
    const isMoved = plannedOn.getTime() !== inspection.plannedOn.getTime();
    await recordEdit(tx, about, isMoved ? inspection.plannedOn : null, changeReason, now);
    if (!isMoved && !isRenewed) return { done: null };
    if (isRenewed) await issuePaper(tx, about, issue, now);
    const change = { before: inspection.plannedOn, reason: changeReason };
    return { done: await tellOfDay(tx, about, change, now) };
  });
}

/** What speaks against the number of the notice in its place, before it is asked about. */
export function noticeNumberProblems(
  db: Db,
  { inspection }: Opened<Reviewer>,
  { number, changeReason }: { readonly number: string; readonly changeReason: string },
  now: Date,
): Promise<FieldError[]> {
  const issue = { paper: 'thong-bao', number, reason: changeReason } as const;
  return db.$transaction((tx) => numberProblems(tx, inspection, issue, now));
}

/** Whether what the unit was told is no longer so. */
export function needsNewNotice(before: Shown, after: Plan): boolean {
  const { announcedAt } = before;
  const said = ({ kind, plannedOn, team, topic }: Plan) =>
    [kind, plannedOn.getTime(), team, topic].join('\0');
  return announcedAt !== null && said(before) !== said(after);
}

async function recordEdit(
  tx: Tx,
  about: { readonly actor: Actor; readonly inspection: Shown },
  from: Date | null,
  reason: string,
  now: Date,
): Promise<void> {
  if (!from) return recordInspection(tx, 'inspection-edited', about, now);
  const { id: inspectionId, plannedOn: toDay } = about.inspection;
  const by = { at: now, byName: about.actor.fullName };
  await tx.inspectionChange.create({ data: { inspectionId, fromDay: from, toDay, reason, ...by } });
  await recordInspection(tx, 'inspection-moved', about, now, { from: formatDay(from), reason });
}

/** Refused where the number is taken. Conflict where somebody saved since that `version`. */
export function announceInspection(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, number }: { version: number; number: string },
  now: Date,
): Promise<Outcome<Told>> {
  return db.$transaction(async (tx) => {
    const issue = { paper: 'thong-bao', number, reason: '' } as const;
    const problems = await numberProblems(tx, inspection, issue, now);
    if (problems.length > 0) return { problems };
    await moveInspection(tx, inspection, version, { status: 'ANNOUNCED', announcedAt: now });
    const known = { ...inspection, status: 'ANNOUNCED' as const, announcedAt: now };
    await issuePaper(tx, { actor, inspection: known }, issue, now);
    await recordInspection(tx, 'inspection-announced', { actor, inspection: known }, now);
    return { done: await tellOfDay(tx, { actor, inspection: known }, { before: null, reason: '' }, now) };
  });
}

export function cancelInspection(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, reason }: { version: number; reason: string },
  now: Date,
): Promise<Told> {
  return db.$transaction(async (tx) => {
    const ended = { endedAt: now, endedByName: actor.fullName, endReason: reason };
    await moveInspection(tx, inspection, version, { status: 'CANCELLED', ...ended });
    const cancelled = { ...inspection, status: 'CANCELLED' as const, ...ended };
    const { id: inspectionId, plannedOn: fromDay } = inspection;
    const by = { at: now, byName: actor.fullName };
    await tx.inspectionChange.create({ data: { inspectionId, fromDay, toDay: null, reason, ...by } });
    await recordInspection(tx, 'inspection-cancelled', { actor, inspection: cancelled }, now, { reason });
    return tellOfDay(tx, { actor, inspection: cancelled }, { before: fromDay, reason }, now);
  });
}
