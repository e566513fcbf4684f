import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { Prisma } from '../../platform/prisma/client.js';
import { calleesOf, type Callee } from '../../accounts/finders.js';
import type { Timed } from '../../reports/deadlines.js';
import { dayOwedFirst, editable, TIMED } from '../../reports/deadline-finders.js';
import { CONTACT, IS_CONTACT, PUSHED } from '../deliveries/contact-finders.js';
import { matching, PAGE_SIZE, type OpenedReminders } from '../overview/finders.js';
import type { OwingFilter } from '../overview/rules.js';
import type { CallQuery, CallRow } from './rules.js';

type AnyReminders = OpenedReminders<Overseer> | OpenedReminders<Reviewer>;

/** One page of the units that owe something and match, with the latest first. */
export async function callsPage(db: Db, of: AnyReminders, { filter, after }: CallQuery, now: Date) {
  const rows = await callRows(db, await matching(db, of, filter, now), after, PAGE_SIZE + 1);
  return { rows: await withContacts(db, rows.slice(0, PAGE_SIZE)), more: rows.length > PAGE_SIZE };
}
export type CallsPage = Awaited<ReturnType<typeof callsPage>>;

const BATCH = 500;

/** The whole list, batch by batch. */
export async function* allCalls(
  db: Db,
  of: AnyReminders,
  filter: OwingFilter,
  now: Date,
): AsyncGenerator<CallRow[]> {
  const where = await matching(db, of, filter, now);
  for (let after: number | undefined; ;) {
    const rows = await callRows(db, where, after, BATCH);
    yield withContacts(db, rows);
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.reportId;
  }
}

const REACHED = {
  messages: { select: { sentAt: true, failedAt: true } },
  pushes: PUSHED,
} satisfies Prisma.ReminderDeliveryInclude;

type Row = Timed & { reportId: number; unitId: number; unit: string; lastId: number | null };

function callRows(db: Db, where: Prisma.Sql, after: number | undefined, limit: number): Promise<Row[]> {
  const order = Prisma.sql`${dayOwedFirst}, report.unit_name, report.id`;
  const beyond =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (${order}) > (SELECT ${order} FROM reports report WHERE report.id = ${after})`;
  return db.$queryRaw<Row[]>`
    SELECT report.id AS "reportId", report.unit_id AS "unitId", report.unit_name AS unit, ${TIMED},
      (SELECT max(id) FROM reminder_deliveries done WHERE report_id = report.id AND ${IS_CONTACT}) AS "lastId"
    FROM reports report WHERE ${where} AND ${editable} ${beyond}
    ORDER BY ${order} LIMIT ${limit}`;
}

async function withContacts(db: Db, rows: readonly Row[]): Promise<CallRow[]> {
  const [callees, contacts] = await Promise.all([
    calleesOf(
      db,
      rows.map(({ unitId }) => unitId),
    ),
    db.reminderDelivery.findMany({
      where: { id: { in: rows.flatMap(({ lastId }) => (lastId === null ? [] : [lastId])) } },
      include: REACHED,
    }),
  ]);
  const lasts = new Map(contacts.map((contact) => [contact.id, contact]));
  return rows.map(({ lastId, ...row }) => ({
    ...row,
    callees: callees.get(row.unitId) ?? [],
    last: lasts.get(lastId ?? 0),
  }));
}

declare const called: unique symbol;
/** A child of the year whose call may be noted. Only the finder here makes it. */
export interface OpenedCall {
  readonly reminders: OpenedReminders<Reviewer>;
  readonly report: Prisma.ReportGetPayload<object>;
  readonly callees: readonly Callee[];
  readonly [called]: true;
}

export async function openCall(db: Db, of: OpenedReminders<Reviewer>, reportId: number): Promise<OpenedCall> {
  const where = { id: reportId, parentId: of.actor.unit.id, periodId: of.period.id };
  const report = await db.report.findFirst({ where });
  if (!report) throw new NotFound('Không có đơn vị này trong danh sách gọi điện.');
  const callees = (await calleesOf(db, [report.unitId])).get(report.unitId) ?? [];
  return { reminders: of, report, callees } as unknown as OpenedCall;
}

/** The last times that somebody called the unit in the year or reached it otherwise, newest first. */
export function contactsBefore(db: Db, { report }: OpenedCall) {
  return db.reminderDelivery.findMany({
    where: { reportId: report.id, ...CONTACT },
    include: REACHED,
    orderBy: { id: 'desc' },
    take: 5,
  });
}
export type ContactBefore = Awaited<ReturnType<typeof contactsBefore>>[number];
