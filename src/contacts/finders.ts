import { hasRole, type Actor, type Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { Forbidden, NotFound } from '../platform/errors.js';
import { Prisma } from '../platform/prisma/client.js';
import { CONTACT_ROLES, hasContacts } from '../accounts/rules.js';
import { askedUntil, MANY, type ConfirmationState } from './rules.js';

declare const opened: unique symbol;
/** What the own unit is asked about a period. Only the finder here makes it. */
export interface OwnContacts {
  readonly actor: Actor;
  readonly period: Period;
  readonly confirmation: Confirmation | null;
  readonly people: readonly Contact[];
  /** What the unit itself says it is reached by (src/units): those above see it beside the people. */
  readonly office: { readonly contactBoard: string; readonly contactPhone: string };
  readonly [opened]: true;
}
/** `isAsked`: its reports are not due yet, so units are asked who works on it. */
export interface Period {
  readonly id: number;
  readonly year: number;
  readonly isAsked: boolean;
}
interface Confirmation {
  readonly confirmedAt: Date | null;
  readonly confirmedByName: string;
  readonly note: string;
}
type Contact = Awaited<ReturnType<typeof contactsAt>>[number];

/** The newest period that units are, or were, asked about; null where there is none. */
export async function periodOfContacts(db: Db, now: Date): Promise<Period | null> {
  const period = await db.period.findFirst({
    where: { opensOn: { lt: askedUntil(now) } },
    select: { id: true, year: true, dueBeforeGrassroots: true },
    orderBy: { year: 'desc' },
  });
  return period && { id: period.id, year: period.year, isAsked: period.dueBeforeGrassroots > now };
}

/** Forbidden for who does not answer for the unit; NotFound before the first period, and where nobody above asks. */
export async function openOwnContacts(db: Db, actor: Actor, now: Date): Promise<OwnContacts> {
  if (!hasRole(actor, ...CONTACT_ROLES))
    throw new Forbidden('Chỉ người lập báo cáo, người ký duyệt, người quản trị của đơn vị xác nhận đầu mối.');
  const period = hasContacts(actor) ? await periodOfContacts(db, now) : null;
  if (!period) throw new NotFound(NONE);
  const periodId_unitId = { periodId: period.id, unitId: actor.unit.id };
  const [confirmation, people, office] = await Promise.all([
    db.contactConfirmation.findUnique({ where: { periodId_unitId } }),
    contactsAt(db, actor.unit.id),
    db.unit.findUniqueOrThrow({
      where: { id: actor.unit.id },
      select: { contactBoard: true, contactPhone: true },
    }),
  ]);
  return { actor, period, confirmation, people, office } as unknown as OwnContacts;
}

const NONE = 'Chưa có kỳ báo cáo nào để xác nhận đầu mối.';

function contactsAt(db: Db, unitId: number) {
  return db.account.findMany({
    where: { unitId, deactivatedAt: null, roles: { hasSome: [...CONTACT_ROLES] } },
    select: {
      id: true,
      fullName: true,
      position: true,
      roles: true,
      email: true,
      phone: true,
      zaloName: true,
    },
    orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
    take: 50,
  });
}

/** The year for which the own unit has not confirmed its contacts yet, and this person may; undefined otherwise. */
export async function yearToConfirm(db: Db, actor: Actor, now: Date): Promise<number | undefined> {
  if (!hasContacts(actor)) return undefined;
  const [row] = await db.$queryRaw<{ year: number; isConfirmed: boolean }[]>`
    SELECT p.year, c.confirmed_at IS NOT NULL AS "isConfirmed"
    FROM periods p LEFT JOIN contact_confirmations c ON c.period_id = p.id AND c.unit_id = ${actor.unit.id}
    WHERE p.opens_on < ${askedUntil(now)} AND p.due_before_grassroots > ${now}
    ORDER BY p.year DESC LIMIT 1`;
  return row && !row.isConfirmed ? row.year : undefined;
}

declare const followed: unique symbol;
/** A period as the direct children of an administrator's unit confirm for it. Only the finder here makes it. */
export interface Followed {
  readonly admin: Admin;
  readonly period: Period;
  readonly [followed]: true;
}

/** NotFound before the first period. */
export async function openConfirmations(db: Db, admin: Admin, now: Date): Promise<Followed> {
  const period = await periodOfContacts(db, now);
  if (!period) throw new NotFound(NONE);
  return { admin, period } as Followed;
}

export interface FollowedUnit {
  readonly id: number;
  readonly name: string;
  readonly askedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly confirmedByName: string | null;
  readonly note: string | null;
}

const PAGE = 25;

/** One page of the direct children, by name, and the id after which the next begins. */
export async function followedUnits(
  db: Db,
  open: Followed,
  { state, after }: { state: ConfirmationState | undefined; after: number | undefined },
  now: Date,
) {
  const isAfter =
    after === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(u.name, u.id) > (SELECT name, id FROM units WHERE id = ${after})`;
  const rows = await db.$queryRaw<FollowedUnit[]>`
    SELECT u.id, u.name, c.asked_at AS "askedAt", c.confirmed_at AS "confirmedAt",
      c.confirmed_by_name AS "confirmedByName", c.note
    FROM ${children(open, now)} AND ${state ? STATES[state] : Prisma.sql`true`} AND ${isAfter}
    ORDER BY u.name, u.id LIMIT ${PAGE + 1}`;
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]?.id : undefined };
}

/** Of the direct children how many there are, have confirmed, and told of a change; each no further than MANY. */
export async function countConfirmations(db: Db, open: Followed, now: Date) {
  const upTo = (state: Prisma.Sql) => Prisma.sql`
    (SELECT count(*)::int FROM (SELECT FROM ${children(open, now)} AND ${state} LIMIT ${MANY}) found)`;
  const [row] = await db.$queryRaw<[{ units: number; confirmed: number; changed: number }]>`
    SELECT ${upTo(Prisma.sql`true`)} AS units, ${upTo(STATES.da)} AS confirmed, ${upTo(STATES['thay-doi'])} AS changed`;
  return row;
}
export type ConfirmationCounts = Awaited<ReturnType<typeof countConfirmations>>;

function children({ admin, period }: Followed, now: Date): Prisma.Sql {
  return Prisma.sql`units u LEFT JOIN contact_confirmations c ON c.period_id = ${period.id} AND c.unit_id = u.id
    WHERE u.parent_id = ${admin.unit.id} AND u.active_from <= ${now} AND (u.active_to IS NULL OR u.active_to > ${now})`;
}

const STATES: Readonly<Record<ConfirmationState, Prisma.Sql>> = {
  chua: Prisma.sql`c.confirmed_at IS NULL`,
  da: Prisma.sql`c.confirmed_at IS NOT NULL`,
  'thay-doi': Prisma.sql`c.note <> ''`,
};
