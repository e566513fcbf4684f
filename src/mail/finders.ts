import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { Forbidden, NotFound } from '../platform/errors.js';
import type { Message, Prisma } from '../platform/prisma/client.js';
import { fold, literally } from '../platform/text/text.js';
import { isRootAdmin } from '../units/rules.js';
import type { MessageQuery } from './forms.js';
import type { MessageKind } from './names.js';

declare const mail: unique symbol;
/** The administrator of the root: looks after what cannot be delivered. */
export type MailAdmin = Admin & { readonly [mail]: true };

/** Forbidden for administrators of other units. */
export function asMailAdmin(admin: Admin): MailAdmin {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ người quản trị của Liên đoàn Lao động tỉnh xem hàng chờ thư.');
  return admin as MailAdmin;
}

declare const managed: unique symbol;
/** A message that this administrator may send again. Only the finder here makes it. */
export interface ManagedMessage {
  readonly admin: MailAdmin;
  readonly message: Pick<Message, 'id' | 'subject' | 'toName' | 'toAddress' | 'unitId' | 'reportId'>;
  readonly [managed]: true;
}

const bodiless = { text: true, html: true } as const;
const PAGE = 50;

/** One page of the messages asked for, newest first, and the id after which the next begins. */
export async function listMessages(db: Db, _admin: MailAdmin, query: MessageQuery) {
  const rows = await db.message.findMany({
    where: { AND: filters(query) },
    omit: bodiless,
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]?.id : undefined };
}
export type MessageList = Awaited<ReturnType<typeof listMessages>>;
export type MessageRow = MessageList['rows'][number];

function filters({ state, kind, search, unit, after }: MessageQuery): Prisma.MessageWhereInput[] {
  return [
    STATES[state],
    ...(kind ? [{ kind }] : []),
    ...(search ? [{ searchText: { contains: literally(fold(search)) } }] : []),
    ...(unit ? [{ unit: { OR: namedLike(unit) } }] : []),
    ...(after === undefined ? [] : [{ id: { lt: after } }]),
  ];
}

const STATES: Record<MessageQuery['state'], Prisma.MessageWhereInput> = {
  unsent: { sentAt: null },
  waiting: { sentAt: null, failedAt: null },
  failed: { failedAt: { not: null } },
  sent: { sentAt: { not: null } },
  all: {},
};

/** Since when no mail goes, and how much waits; undefined where it goes. */
export async function findHold(db: Db, _admin: MailAdmin): Promise<Hold | undefined> {
  const hold = await db.mailHold.findFirst();
  return hold ? { since: hold.since, waiting: await db.message.count({ where: STATES.waiting }) } : undefined;
}
export interface Hold {
  readonly since: Date;
  readonly waiting: number;
}

function namedLike(unit: string): Prisma.UnitWhereInput[] {
  return [{ code: unit.toUpperCase() }, { nameFolded: { contains: literally(fold(unit)) } }];
}

/** One message with its words, to be read. */
export async function readMessage(db: Db, _admin: MailAdmin, id: number) {
  const message = await db.message.findUnique({
    where: { id },
    include: { unit: { select: { name: true } } },
  });
  if (!message) throw new NotFound('Không có thư này.');
  return message;
}
export type ReadMessage = Awaited<ReturnType<typeof readMessage>>;

/** Why nothing reaches an address, as its server said last; undefined where something did, or nothing was tried. */
export async function bounceOf(db: Db, address: string): Promise<{ reason: string; at: Date } | undefined> {
  if (address === '') return undefined;
  const [last] = await db.$queryRaw<{ bounced: boolean; reason: string; at: Date }[]>`
    SELECT bounced, last_error AS reason, coalesce(sent_at, failed_at) AS at FROM messages
    WHERE to_address = ${address} AND (sent_at IS NOT NULL OR (bounced AND failed_at IS NOT NULL))
    ORDER BY coalesce(sent_at, failed_at) DESC, id DESC LIMIT 1`;
  return last?.bounced ? { reason: last.reason, at: last.at } : undefined;
}

/** How many messages of a kind were written about a report from `since` on. */
export function countWritten(
  db: Db,
  { since, ...about }: { reportId: number; kind: MessageKind; since: Date },
): Promise<number> {
  return db.message.count({ where: { ...about, createdAt: { gte: since } } });
}

export async function findMessage(db: Db, admin: MailAdmin, id: number): Promise<ManagedMessage> {
  const message = await db.message.findUnique({ where: { id }, omit: bodiless });
  if (!message) throw new NotFound('Không có thư này.');
  return { admin, message } as unknown as ManagedMessage;
}

/** The messages about one submission of a report that the caller has opened, in the order they were written. */
export function messagesAbout(db: Db, reportId: number, submissionNumber: number) {
  return db.message.findMany({
    where: { reportId, submissionNumber },
    select: { toAddress: true, sentAt: true, failedAt: true },
    orderBy: { id: 'asc' },
  });
}
export type MessageAbout = Awaited<ReturnType<typeof messagesAbout>>[number];
