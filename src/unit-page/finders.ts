import { OWN_ROLES, type Overseer } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import type { Prisma } from '../platform/prisma/client.js';
import { readForm } from '../form/definition.js';
import type { SubmissionContent } from '../reports/submission-content.js';
import { calleesOf, type Callee } from '../accounts/finders.js';
import { draftActions, receivedOnes } from '../reports/lifecycle.js';
import { answersIn } from '../form/report-answers.js';
import { submittedSections } from '../reports/draft-answers.js';

/** Years whose figures stand side by side. */
const YEARS_COMPARED = 5;
const EVENTS_SHOWN = 30;

declare const seen: unique symbol;
/** A unit below the reader's own, or one that reported below it. Only the finder here makes it. */
export interface SeenUnit {
  readonly actor: Overseer;
  /** False: it stands elsewhere today, and only what it reported to the reader's branch is seen. */
  readonly isBelow: boolean;
  readonly unit: Prisma.UnitGetPayload<{ include: { parent: { select: { id: true; name: true } } } }> & {
    readonly hasChildren: boolean;
  };
  readonly [seen]: true;
}

/**
 * A unit anywhere below the reader's own, or one that reported there and has moved away since; NotFound for the own one
 * and for any other.
 */
export async function openUnitBelow(db: Db, actor: Overseer, id: number): Promise<SeenUnit> {
  const found = await db.unit.findFirst({
    where: {
      AND: [{ id }, { id: { not: actor.unit.id } }],
      OR: [below(actor), { reports: { some: { parent: below(actor) } } }],
    },
    include: { parent: { select: { id: true, name: true } }, children: { select: { id: true }, take: 1 } },
  });
  if (!found) throw new NotFound('Không có đơn vị này, hoặc bạn không được xem.');
  const { children, ...unit } = found;
  const isBelow = unit.path.startsWith(actor.unit.path);
  return { actor, isBelow, unit: { ...unit, hasChildren: children.length > 0 } } as unknown as SeenUnit;
}

function below({ unit }: Overseer) {
  return { path: { startsWith: unit.path } };
}

/** The unit's active people who file, sign or lead; of one that has moved away nobody. */
export async function contactsOf(db: Db, { unit, isBelow }: SeenUnit) {
  if (!isBelow) return [];
  return db.account.findMany({
    where: { unitId: unit.id, deactivatedAt: null, roles: { hasSome: [...OWN_ROLES] } },
    select: {
      ...{ id: true, fullName: true, position: true, roles: true, email: true, deactivatedAt: true },
      ...{ phone: true, zaloName: true },
    },
    orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
    take: 50,
  });
}
export type Contact = Awaited<ReturnType<typeof contactsOf>>[number];

/** Whom the list of calls names of the unit; of one that has moved away nobody. */
export async function calleesOfUnit(db: Db, { unit, isBelow }: SeenUnit): Promise<Callee[]> {
  return isBelow ? ((await calleesOf(db, [unit.id])).get(unit.id) ?? []) : [];
}

/**
 * The unit's report of every year, newest first, with what has been between it and its reviewers; never a draft. Of a unit
 * that has moved away, those to the reader's branch.
 */
export async function reportsOverYears(db: Db, { actor, unit, isBelow }: SeenUnit) {
  const received = isBelow ? {} : { parent: below(actor) };
  const rows = await db.report.findMany({
    where: { unitId: unit.id, period: { openedAt: { not: null } }, ...received },
    include: {
      period: { select: { id: true, year: true, form: true } },
      parent: { select: { name: true } },
      submissions: { select: { id: true, number: true }, orderBy: { number: 'desc' } },
      returns: { where: { takenBackAt: null }, select: { submissionNumber: true } },
      extensions: { select: { grantedAt: true, dueBefore: true } },
    },
    orderBy: { period: { year: 'desc' } },
  });
  return rows.map(({ submissions, returns, period, ...report }) => {
    const numbers = returns.map(({ submissionNumber }) => submissionNumber);
    const received = receivedOnes(submissions, numbers, report.status);
    return { ...report, returns: returns.length, received, year: period.year, form: readForm(period.form) };
  });
}
export type YearReport = Awaited<ReturnType<typeof reportsOverYears>>[number];

/** What the latest received submission of each of the last years said, by field code; newest first. */
export async function answersOverYears(db: Db, reports: readonly YearReport[]) {
  const filed = reports.filter(({ received }) => received.length > 0).slice(0, YEARS_COMPARED);
  const submissions = await db.submission.findMany({
    where: { id: { in: filed.flatMap(({ received: [latest] }) => (latest ? [latest.id] : [])) } },
    select: { reportId: true, content: true },
  });
  const contents = new Map(submissions.map((s) => [s.reportId, s.content as unknown as SubmissionContent]));
  return filed.flatMap((report) => {
    const content = contents.get(report.id);
    return content ? [{ ...report, answers: answersIn(submittedSections(content)) }] : [];
  });
}
export type YearAnswers = Awaited<ReturnType<typeof answersOverYears>>[number];

/** The latest events of the unit's reports, newest first. What a unit does to its draft is its own affair. */
export function latestEvents(db: Db, reports: readonly YearReport[]) {
  return db.historyEvent.findMany({
    where: { reportId: { in: reports.map(({ id }) => id) }, action: { notIn: draftActions } },
    orderBy: { id: 'desc' },
    take: EVENTS_SHOWN,
  });
}
export type Event = Awaited<ReturnType<typeof latestEvents>>[number];
