import { OWN_ROLES, type Overseer } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import type { Prisma } from '../platform/prisma/client.js';
import { formOfPeriod } from '../periods/kept-form-finders.js';
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
  /** The unit's active people who file, sign or lead; of one that has moved away nobody. */
  readonly contacts: readonly Contact[];
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
    include: {
      parent: { select: { id: true, name: true } },
      children: { select: { id: true }, take: 1 },
      accounts: CONTACTS,
    },
  });
  if (!found) throw new NotFound('Không có đơn vị này, hoặc bạn không được xem.');
  const { children, accounts, ...unit } = found;
  const isBelow = unit.path.startsWith(actor.unit.path);
  const contacts = isBelow ? accounts : [];
  const seen = { actor, isBelow, contacts, unit: { ...unit, hasChildren: children.length > 0 } };
  return seen as unknown as SeenUnit;
}

function below({ unit }: Overseer) {
  return { path: { startsWith: unit.path } };
}

const CONTACTS = {
  where: { deactivatedAt: null, roles: { hasSome: [...OWN_ROLES] } },
  select: {
    ...{ id: true, fullName: true, position: true, roles: true, email: true, deactivatedAt: true },
    ...{ phone: true, zaloName: true },
  },
  orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
  take: 50,
} satisfies Prisma.AccountFindManyArgs;
export type Contact = Prisma.AccountGetPayload<Pick<typeof CONTACTS, 'select'>>;

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
      period: { select: { id: true, year: true, formStamp: true } },
      parent: { select: { name: true } },
      submissions: { select: { id: true, number: true }, orderBy: { number: 'desc' } },
      returns: { where: { takenBackAt: null }, select: { submissionNumber: true } },
      extensions: { select: { grantedAt: true, dueBefore: true } },
      events: EVENTS,
    },
    orderBy: { period: { year: 'desc' } },
  });
  const forms = await Promise.all(rows.map(({ period }) => formOfPeriod(db, period)));
  return rows.map(({ submissions, returns, period, ...report }, at) => {
    const numbers = returns.map(({ submissionNumber }) => submissionNumber);
    const received = receivedOnes(submissions, numbers, report.status);
    return { ...report, returns: returns.length, received, year: period.year, form: forms[at]! };
  });
}
// What a unit does to its draft is its own affair.
const EVENTS = {
  where: { action: { notIn: draftActions } },
  orderBy: { id: 'desc' },
  take: EVENTS_SHOWN,
} satisfies Prisma.HistoryEventFindManyArgs;
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

/** The latest events of the unit's reports, newest first. */
export function latestEvents(reports: readonly YearReport[]) {
  const events = reports.flatMap((report) => report.events);
  return events.sort((a, b) => b.id - a.id).slice(0, EVENTS_SHOWN);
}
export type Event = ReturnType<typeof latestEvents>[number];
