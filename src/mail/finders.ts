import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/db.js';
import { Forbidden, NotFound } from '../platform/errors.js';
import type { Message } from '../platform/prisma/client.js';
import { isRootAdmin } from '../units/rules.js';

declare const mail: unique symbol;
/** The administrator of the root: looks after what cannot be delivered. */
export type MailAdmin = Admin & { readonly [mail]: true };

/** Forbidden for administrators of other units. */
export function asMailAdmin(admin: Admin): MailAdmin {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ quản trị viên của Liên đoàn Lao động tỉnh xem hàng chờ thư.');
  return admin as MailAdmin;
}

declare const managed: unique symbol;
/** A message that this administrator may send again. Only the finder here makes it. */
export interface ManagedMessage {
  readonly admin: MailAdmin;
  readonly message: Pick<Message, 'id' | 'subject' | 'toAddress' | 'unitId' | 'reportId'>;
  readonly [managed]: true;
}

const bodiless = { text: true, html: true } as const;
const PAGE = 50;

/** One page of the messages that failed or wait, newest first, and the id after which the next begins. */
export async function listUnsent(db: Db, _admin: MailAdmin, after: number | undefined) {
  const rows = await db.message.findMany({
    where: { sentAt: null, ...(after === undefined ? {} : { id: { lt: after } }) },
    omit: bodiless,
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]?.id : undefined };
}
export type UnsentPage = Awaited<ReturnType<typeof listUnsent>>;
export type UnsentRow = UnsentPage['rows'][number];

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
