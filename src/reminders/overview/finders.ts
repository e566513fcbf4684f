import type { Overseer, Reviewer } from '../../platform/actor.js';
import { addDays } from '../../platform/text/calendar.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { hasReader } from '../../accounts/reachable-finders.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { openedPeriod, type OpenedPeriod } from '../../periods/finders.js';
import type { Timed } from '../../reports/deadlines.js';
import {
  asked,
  askedAnything,
  askedLate,
  type Cause,
  dayOwed,
  editable,
  lockedFrom,
  owed,
  TIMED,
  unmailed,
  unreached,
} from '../../reports/deadline-finders.js';
import { IS_REMINDED, PUSHED } from '../deliveries/contact-finders.js';
import type { Receiver } from '../deliveries/finders.js';
import type { DayOwedBySome } from './next-rules.js';
import {
  COUNTED,
  SOON,
  type DeliveryOutcome,
  type OwingCount,
  type OwingFilter,
  type OwingKind,
  type Reach,
} from './rules.js';

export const PAGE_SIZE = 50;

declare const reminders: unique symbol;
/** A year's reminders of the own unit's direct children. Only the finder here makes it. */
export interface OpenedReminders<A> {
  readonly actor: A;
  readonly period: OpenedPeriod;
  readonly [reminders]: true;
}

/** The year's reminders; NotFound where the year has no opened period. */
export async function openReminders<A extends Overseer | Reviewer>(
  db: Db,
  actor: A,
  year: number,
): Promise<OpenedReminders<A>> {
  return { actor, period: await openedPeriod(db, year) } as unknown as OpenedReminders<A>;
}

type AnyReminders = OpenedReminders<Overseer> | OpenedReminders<Reviewer>;

/** The unit that reminds the others. */
export function receiverOf({ actor: { unit }, period }: AnyReminders): Receiver {
  return { id: unit.id, name: unit.name, period };
}

/** A child that owes something. `isReachable`: somebody of it gets reminders by mail. */
export interface OwingUnit extends Timed {
  readonly reportId: number;
  readonly unit: string;
  readonly isReachable: boolean;
}

/** The children that owe something and match: how many owe what, and the first of them by name. */
export async function owingUnits(db: Db, of: AnyReminders, filter: OwingFilter, now: Date) {
  const where = await matching(db, of, filter, now);
  const [counts, rows] = await Promise.all([
    db.$queryRaw<OwingCount[]>`
      SELECT ${owed(now)} AS owed, count(*)::int AS units FROM reports report WHERE ${where} GROUP BY 1`,
    db.$queryRaw<OwingUnit[]>`
      SELECT ${COLUMNS} FROM reports report WHERE ${where}
      ORDER BY report.unit_name, report.id LIMIT ${PAGE_SIZE}`,
  ]);
  return { counts, rows };
}
export type OwingUnits = Awaited<ReturnType<typeof owingUnits>>;

/** The most units that a paper letter names. */
export const LETTER_LIMIT = 3000;

/** Every child that owes something and matches, by name, for a letter on paper; one more than LETTER_LIMIT at most. */
export async function lettered(
  db: Db,
  of: OpenedReminders<Reviewer>,
  filter: OwingFilter,
  now: Date,
): Promise<OwingUnit[]> {
  const where = await matching(db, of, filter, now);
  return db.$queryRaw<OwingUnit[]>`
    SELECT ${COLUMNS} FROM reports report WHERE ${where}
    ORDER BY report.unit_name, report.id LIMIT ${LETTER_LIMIT + 1}`;
}

/** The condition that somebody of the unit gets reminders by mail. */
export const HAS_ADDRESS = hasReader('reminded');
const REACH: Readonly<Record<Reach, Prisma.Sql>> = {
  'no-address': Prisma.sql`NOT ${HAS_ADDRESS}`,
  unmailed,
  unreached,
};
const COLUMNS = Prisma.sql`report.id AS "reportId", report.unit_name AS unit, ${TIMED}, ${HAS_ADDRESS} AS "isReachable"`;

/** The condition on `report` of a filter, among the year's direct children. */
export async function matching(
  db: Db | Tx,
  of: AnyReminders,
  filter: OwingFilter,
  now: Date,
): Promise<Prisma.Sql> {
  const { kind, level, name, quietDays, reach } = filter;
  const parts = [scopeOf(of), await owingOf(db, kind, now)];
  if (level) parts.push(Prisma.sql`report.unit_level = ${level}::"Level"`);
  if (reach) parts.push(REACH[reach]);
  const folded = literally(fold(name));
  if (folded) parts.push(Prisma.sql`report.unit_name_folded LIKE ${`%${folded}%`}`);
  if (quietDays !== undefined) {
    const since = addDays(now, 1 - quietDays);
    parts.push(Prisma.sql`NOT EXISTS (
      SELECT FROM reminder_deliveries done
      WHERE done.report_id = report.id AND NOT done.is_skipped AND done.at >= ${since}
        AND ${IS_REMINDED})`);
  }
  return Prisma.join(parts, ' AND ');
}

function scopeOf({ actor, period }: AnyReminders): Prisma.Sql {
  return Prisma.sql`report.parent_id = ${actor.unit.id} AND report.period_id = ${period.id}`;
}

async function owingOf(db: Db | Tx, kind: OwingKind, now: Date): Promise<Prisma.Sql> {
  switch (kind) {
    case 'all':
      return askedAnything(now);
    case 'late':
      return Prisma.sql`((${askedLate('deadline', now)}) OR (${askedLate('correction', now)}))`;
    case 'not-filed':
      return asked('deadline', now);
    case 'due':
      return Prisma.sql`${asked('deadline', now)} AND ${dayOwed.deadline} > ${now}`;
    case 'overdue':
      return askedLate('deadline', now);
    case 'due-soon': {
      const soon = (await findWorkingCalendar(db)).dueSoonUntil(now, SOON);
      const day = dayOwed.deadline;
      return Prisma.sql`${asked('deadline', now)} AND ${day} > ${now} AND ${day} <= ${soon}`;
    }
    case 'to-correct':
      return asked('correction', now);
    case 'correction-due':
      return Prisma.sql`${asked('correction', now)} AND ${dayOwed.correction} > ${now}`;
    case 'correction-overdue':
      return askedLate('correction', now);
  }
}

/** By which days the children owe what: as many rows as there are different days, however many units there are. */
export function daysOwedBelow(db: Db, of: AnyReminders, now: Date): Promise<DayOwedBySome[]> {
  const days = (cause: Cause) => Prisma.sql`
    SELECT ${cause} AS cause, ${dayOwed[cause]} AS day, ${lockedFrom()} AS "lockedFrom", count(*)::int AS units
    FROM reports report WHERE ${scopeOf(of)} AND ${asked(cause, now)} GROUP BY 2, 3`;
  return db.$queryRaw<DayOwedBySome[]>`${days('deadline')} UNION ALL ${days('correction')}`;
}

/** How many units match each of these filters; COUNTED + 1 where there are more. */
export async function countOwing(
  db: Db,
  of: AnyReminders,
  filters: readonly OwingFilter[],
  now: Date,
): Promise<number[]> {
  const found = await Promise.all(filters.map((filter) => matching(db, of, filter, now)));
  const [row] = await db.$queryRaw<{ counts: number[] }[]>`
    SELECT ARRAY[${Prisma.join(found.map(countUpTo))}] AS counts`;
  return row?.counts ?? [];
}

/** What a letter begins with: whoever is late, else those whose day is to come. */
const READY: readonly OwingKind[] = ['late', 'due', 'correction-due'];

/** The filter that was asked for; where it names no group, that of the first group with units in it. */
export async function readyFilter(
  db: Db,
  of: AnyReminders,
  { filter, isKindAsked }: { readonly filter: OwingFilter; readonly isKindAsked: boolean },
  now: Date,
): Promise<OwingFilter> {
  if (isKindAsked) return filter;
  const filters = READY.map((kind) => ({ ...filter, kind }));
  const counts = await countOwing(db, of, filters, now);
  return filters.find((_, at) => (counts[at] ?? 0) > 0) ?? filter;
}

function countUpTo(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (
    SELECT FROM reports report WHERE ${where} AND ${editable} LIMIT ${COUNTED + 1}) AS matching)`;
}

/** The letters that were not sent yet, newest first, and the last ones that were. */
export function draftsOf(db: Db, { actor, period }: AnyReminders) {
  return db.reminderDraft.findMany({
    where: { parentId: actor.unit.id, periodId: period.id, discardedAt: null },
    select: { id: true, createdAt: true, createdByName: true, sentAt: true, sentByName: true },
    orderBy: [{ sentAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: 20,
  });
}
export type DraftRow = Awaited<ReturnType<typeof draftsOf>>[number];

export interface LogQuery {
  readonly name: string;
  readonly fate?: DeliveryOutcome;
  readonly after?: number;
}

/** One page of the log, newest first. */
export async function reminderLog(db: Db, { actor, period }: AnyReminders, query: LogQuery) {
  const name = literally(fold(query.name));
  const rows = await db.reminderDelivery.findMany({
    where: {
      parentId: actor.unit.id,
      periodId: period.id,
      ...(query.after === undefined ? {} : { id: { lt: query.after } }),
      ...(name ? { report: { unitNameFolded: { contains: name } } } : {}),
      ...(query.fate ? fateFilter(query.fate) : {}),
    },
    include: DELIVERY,
    orderBy: { id: 'desc' },
    take: PAGE_SIZE + 1,
  });
  return { rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}
const DELIVERY = {
  report: { select: { id: true, unitId: true, unitName: true } },
  messages: { select: { toAddress: true, sentAt: true, failedAt: true, lastError: true } },
  pushes: PUSHED,
} satisfies Prisma.ReminderDeliveryInclude;
export type LogRow = Prisma.ReminderDeliveryGetPayload<{ include: typeof DELIVERY }>;

function fateFilter(fate: DeliveryOutcome): Prisma.ReminderDeliveryWhereInput {
  const [sent, waiting] = [{ sentAt: { not: null } }, { sentAt: null, failedAt: null }];
  switch (fate) {
    case 'sent':
      return { messages: { some: sent } };
    case 'waiting':
      return { messages: { some: waiting, none: sent } };
    case 'failed':
      return { messages: { some: { failedAt: { not: null } }, none: { OR: [sent, waiting] } } };
    case 'no-address':
      return { isSkipped: false, callResult: null, messages: { none: {} } };
    case 'skipped':
      return { isSkipped: true };
    default:
      return { callResult: fate };
  }
}

declare const logged: unique symbol;
/** A reminder in the log that may be sent again. Only the finder here makes it. */
export interface LoggedDelivery {
  readonly reminders: OpenedReminders<Reviewer>;
  readonly delivery: Prisma.ReminderDeliveryGetPayload<object>;
  readonly [logged]: true;
}

export async function findDelivery(
  db: Db,
  of: OpenedReminders<Reviewer>,
  id: number,
): Promise<LoggedDelivery> {
  const where = {
    ...{ id, parentId: of.actor.unit.id, periodId: of.period.id },
    ...{ isSkipped: false, callResult: null },
  };
  const delivery = await db.reminderDelivery.findFirst({ where });
  if (!delivery) throw new NotFound('Không có lần đôn đốc này.');
  return { reminders: of, delivery } as unknown as LoggedDelivery;
}
