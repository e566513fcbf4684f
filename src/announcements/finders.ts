import type { Actor, Publisher } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import type { Announcement, Prisma } from '../platform/prisma/client.js';

declare const managed: unique symbol;
/** An announcement that its publisher may change. Only the finder here makes it. */
export interface ManagedAnnouncement {
  readonly teller: Publisher;
  readonly announcement: Announcement;
  readonly [managed]: true;
}

export async function openAnnouncement(db: Db, teller: Publisher, id: number): Promise<ManagedAnnouncement> {
  const announcement = await db.announcement.findUnique({ where: { id } });
  if (!announcement) throw new NotFound('Không có thông báo này.');
  return { teller, announcement } as ManagedAnnouncement;
}

const PAGE = 30;

/** One page of all announcements, the newest first. `next`: after which one goes on. */
export function managedAnnouncements(db: Db, _teller: Publisher, after: number | undefined) {
  return pageOf(db, {}, after);
}

/** One page of what was announced to everybody by now, what is past among it, the newest first. */
export function publicAnnouncements(db: Db, now: Date, after: number | undefined) {
  return pageOf(db, everybodys(now), after);
}

/** NotFound before its first day, once it is withdrawn, and for what is for units only. */
export async function publicAnnouncement(db: Db, id: number, now: Date): Promise<Announcement> {
  return known(await db.announcement.findFirst({ where: { ...everybodys(now), id } }));
}

/** What is announced now, the newest first. */
export function currentAnnouncements(
  db: Db,
  audience: Announcement['audience'],
  now: Date,
  take: number,
): Promise<Announcement[]> {
  const where = { audience, withdrawnAt: null, showFrom: { lte: now }, showUntil: { gt: now } };
  return db.announcement.findMany({ where, orderBy: [{ showFrom: 'desc' }, { id: 'desc' }], take });
}

/** What is announced to units, for one of their people; NotFound for what is not. */
export async function announcementToUnits(
  db: Db,
  _member: Actor,
  id: number,
  now: Date,
): Promise<Announcement> {
  const where = { id, audience: 'UNITS' as const, withdrawnAt: null, showFrom: { lte: now } };
  return known(await db.announcement.findFirst({ where }));
}

function everybodys(now: Date) {
  return { audience: 'EVERYONE' as const, withdrawnAt: null, showFrom: { lte: now } };
}

function known(announcement: Announcement | null): Announcement {
  if (!announcement) throw new NotFound('Không có thông báo này, hoặc thông báo đã được rút.');
  return announcement;
}

async function pageOf(db: Db, where: Prisma.AnnouncementWhereInput, after: number | undefined) {
  const found = await db.announcement.findMany({
    where: { AND: [where, after === undefined ? {} : { id: { lt: after } }] },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const rows = found.slice(0, PAGE);
  return { rows, next: found.length > PAGE ? rows.at(-1)?.id : undefined };
}
