import type { Actor, Overseer, Publisher } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import type { Prisma } from '../platform/prisma/client.js';
import { fold, literally } from '../platform/text/text.js';
import type { FollowedQuery } from './forms.js';

declare const opened: unique symbol;
/** The own unit's row of a request. Only the finder here makes it. */
export interface OpenedReceipt<A> {
  readonly actor: A;
  readonly receipt: OwnReceipt;
  readonly [opened]: A;
}

const withRequest = {
  request: { include: { unit: { select: { name: true } } } },
} satisfies Prisma.AcknowledgementInclude;
export type OwnReceipt = Prisma.AcknowledgementGetPayload<{ include: typeof withRequest }>;

/** What the own unit is asked to confirm, by the id of its row; NotFound for that of any other unit. */
export async function openOwnReceipt<A extends Actor>(
  db: Db,
  actor: A,
  id: number,
): Promise<OpenedReceipt<A>> {
  const where = { id, unitId: actor.unit.id };
  const receipt = await db.acknowledgement.findFirst({ where, include: withRequest });
  if (!receipt) throw new NotFound('Không có văn bản này, hoặc bạn không được xem.');
  return { actor, receipt } as unknown as OpenedReceipt<A>;
}

export const PAGE_SIZE = 50;

/** What the own unit has not confirmed yet, newest first. */
export function waitingReceipts(db: Db, { unit }: Actor) {
  return receiptsOf(db, { unitId: unit.id, confirmedAt: null }, PAGE_SIZE);
}

/** One page of what the own unit has confirmed, newest first, and the id after which the next begins. */
export async function confirmedReceipts(db: Db, { unit }: Actor, after: number | undefined) {
  const where = { unitId: unit.id, confirmedAt: { not: null } };
  const older = after === undefined ? {} : { id: { lt: after } };
  const rows = await receiptsOf(db, { ...where, ...older }, PAGE_SIZE + 1);
  return {
    rows: rows.slice(0, PAGE_SIZE),
    next: rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1]?.id : undefined,
  };
}

/** What a unit was asked to confirm, newest first: for its page. The caller has opened the unit. */
export function acknowledgementsOf(db: Db, unitId: number, take = 20): Promise<OwnReceipt[]> {
  return receiptsOf(db, { unitId }, take);
}

function receiptsOf(db: Db, where: Prisma.AcknowledgementWhereInput, take: number): Promise<OwnReceipt[]> {
  return db.acknowledgement.findMany({ where, include: withRequest, orderBy: { id: 'desc' }, take });
}

/** How many requests the own unit has not confirmed, and the earliest day before which it should. */
export async function unconfirmedSummary(db: Db, { unit }: Actor) {
  const where = { units: { some: { unitId: unit.id, confirmedAt: null } } };
  const { _count: count, _min: earliest } = await db.acknowledgementRequest.aggregate({
    where,
    _count: true,
    _min: { confirmBefore: true },
  });
  return { count, confirmBefore: earliest.confirmBefore };
}
export type UnconfirmedSummary = Awaited<ReturnType<typeof unconfirmedSummary>>;

/** The latest requests that direct children of the own unit are asked for, newest first. */
export function requestsBelow(db: Db, { unit }: Actor, take = 20) {
  return db.acknowledgementRequest.findMany({
    where: { units: { some: { parentId: unit.id } } },
    select: { id: true, title: true, confirmBefore: true },
    orderBy: { id: 'desc' },
    take,
  });
}
export type RequestsBelow = Awaited<ReturnType<typeof requestsBelow>>;

declare const followed: unique symbol;
/** A request as the direct children of the own unit answer it. Only the finder here makes it. */
export interface FollowedRequest {
  readonly request: Prisma.AcknowledgementRequestGetPayload<object>;
  readonly parentId: number;
  readonly parentName: string;
  readonly [followed]: true;
}

/** A request that direct children of the own unit are asked for; NotFound where none is. */
export async function openFollowedRequest(db: Db, overseer: Overseer, id: number): Promise<FollowedRequest> {
  const { id: parentId, name: parentName } = overseer.unit;
  const request = await db.acknowledgementRequest.findFirst({ where: { id, units: { some: { parentId } } } });
  if (!request) throw new NotFound('Không có đề nghị này, hoặc bạn không được xem.');
  return { request, parentId, parentName } as FollowedRequest;
}

export interface ReceiptCounts {
  readonly asked: number;
  readonly opened: number;
  readonly confirmed: number;
  readonly unconfirmed: number;
  /** Units further down were asked, too: whoever they stand under follows them. */
  readonly hasFurther: boolean;
}

/** Over all direct children. */
export async function countReceipts(db: Db, { request, parentId }: FollowedRequest): Promise<ReceiptCounts> {
  const [row] = await db.$queryRaw<[ReceiptCounts]>`
    SELECT count(*)::int AS asked, count(opened_at)::int AS opened, count(confirmed_at)::int AS confirmed,
           (count(*) - count(confirmed_at))::int AS unconfirmed,
           EXISTS (
             SELECT FROM units child JOIN acknowledgements a ON a.parent_id = child.id
             WHERE child.parent_id = ${parentId} AND child.level <> 'GRASSROOTS' AND a.request_id = ${request.id}
           ) AS "hasFurther"
    FROM acknowledgements WHERE request_id = ${request.id} AND parent_id = ${parentId}`;
  return row;
}

export type FollowedRow = Prisma.AcknowledgementGetPayload<object>;

/** One page of the direct children in the order of their names. `more`: there is a next page. */
export async function followedReceipts(
  db: Db,
  open: FollowedRequest,
  query: FollowedQuery,
  take = PAGE_SIZE,
) {
  const scope = { requestId: open.request.id, parentId: open.parentId };
  const last = query.after
    ? await db.acknowledgement.findFirst({ where: { id: query.after, ...scope } })
    : null;
  const rows = await db.acknowledgement.findMany({
    where: { AND: [scope, ...filters(query), ...(last ? [beyond(last)] : [])] },
    orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
    take: take + 1,
  });
  return { rows: rows.slice(0, take), more: rows.length > take };
}
export type FollowedList = Awaited<ReturnType<typeof followedReceipts>>;

/** Every direct child that the query asks for, a thousand at a time. */
export async function* everyReceipt(db: Db, open: FollowedRequest, query: FollowedQuery) {
  for (let after: number | undefined; ;) {
    const { rows, more } = await followedReceipts(db, open, { ...query, ...(after ? { after } : {}) }, 1000);
    yield* rows;
    after = rows.at(-1)?.id;
    if (!more) return;
  }
}

function beyond({ unitName, id }: FollowedRow): Prisma.AcknowledgementWhereInput {
  return { unitName: { gte: unitName }, OR: [{ unitName: { gt: unitName } }, { id: { gt: id } }] };
}

function filters({ state, name }: FollowedQuery): Prisma.AcknowledgementWhereInput[] {
  const typed = literally(fold(name));
  return [...(state ? [STATES[state]] : []), ...(typed ? [{ unitNameFolded: { contains: typed } }] : [])];
}

const STATES: Record<NonNullable<FollowedQuery['state']>, Prisma.AcknowledgementWhereInput> = {
  unconfirmed: { confirmedAt: null },
  unopened: { openedAt: null },
  opened: { openedAt: { not: null }, confirmedAt: null },
  confirmed: { confirmedAt: { not: null } },
};

/** One page of what was asked of all units, newest first, with how many answered; and where the next begins. */
export async function listRequests(db: Db, publisher: Publisher, after: number | undefined) {
  const found = await db.acknowledgementRequest.findMany({
    where: { unitId: publisher.unit.id, ...(after === undefined ? {} : { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take: REQUESTS + 1,
  });
  const rows = found.slice(0, REQUESTS);
  const counts = await db.acknowledgement.groupBy({
    by: ['requestId'],
    where: { requestId: { in: rows.map(({ id }) => id) } },
    _count: { _all: true, openedAt: true, confirmedAt: true },
  });
  const byId = new Map(counts.map(({ requestId, _count }) => [requestId, _count]));
  const next = found.length > REQUESTS ? rows.at(-1)?.id : undefined;
  return { rows: rows.map((row) => ({ ...row, counts: byId.get(row.id) })), next };
}
export type RequestList = Awaited<ReturnType<typeof listRequests>>;
const REQUESTS = 20;

// For reminders: what was asked, and which units have not confirmed it.

/** The requests that some unit has not confirmed and that were asked since `since`, oldest first. */
export function unconfirmedRequests(db: Db | Tx, since: Date) {
  return db.acknowledgementRequest.findMany({
    where: { askedAt: { gte: since }, units: { some: { confirmedAt: null } } },
    orderBy: { id: 'asc' },
  });
}

/**
 * Active units that have not confirmed a request, in the order of their rows: at most `take`, after the row `after`;
 * with `parentId`, only that unit's direct children.
 */
export function unconfirmedUnits(
  db: Db | Tx,
  asked: { requestId: number; parentId?: number; now: Date; after?: number; take?: number },
) {
  const { requestId, parentId, now, after = 0, take = 1000 } = asked;
  return db.acknowledgement.findMany({
    where: {
      requestId,
      ...(parentId === undefined ? {} : { parentId }),
      confirmedAt: null,
      id: { gt: after },
      unit: { OR: [{ activeTo: null }, { activeTo: { gt: now } }] },
    },
    select: { id: true, unitId: true, unitName: true, parentId: true, openedAt: true },
    orderBy: { id: 'asc' },
    take,
  });
}
