import type { Db, Tx } from '../platform/postgres/db.js';
import { Conflict } from '../platform/errors.js';
import type { Outcome } from '../platform/outcome.js';
import type { Announcement } from '../platform/prisma/client.js';
import { formatDay } from '../platform/text/format.js';
import { askForReceipt } from '../acknowledgements/commands.js';
import type { Publisher } from '../platform/actor.js';
import { record } from '../history/commands.js';
import type { ManagedAnnouncement } from './finders.js';
import type { AnnouncementContent } from './rules.js';

/**
 * Announces; with `confirmBefore` every unit is also asked, by mail too, to confirm that it received it. Conflict where
 * the same was asked before. Answers with the id.
 */
export function publishAnnouncement(
  db: Db,
  teller: Publisher,
  { content, confirmBefore }: { content: AnnouncementContent; confirmBefore: Date | null },
  now: Date,
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const data = { ...content, createdAt: now, createdByName: teller.fullName };
      const { id } = await tx.announcement.create({ data });
      await tell(tx, teller, 'announced', content, now);
      if (confirmBefore) {
        const ask = {
          subject: 'ANNOUNCEMENT' as const,
          title: content.title,
          text: content.text,
          confirmBefore,
        };
        await askForReceipt(tx, teller, ask, now);
      }
      return id;
    },
    // As long as telling every unit of a province may take.
    { timeout: 120_000 },
  );
}

/** Stale where it was changed since its administrator saw that `version`. */
export function editAnnouncement(
  db: Db,
  { teller, announcement: { id } }: ManagedAnnouncement,
  { version, content }: { version: number; content: AnnouncementContent },
  now: Date,
): Promise<Outcome<true, Announcement>> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.announcement.updateMany({
      where: { id, version },
      data: { ...content, version: { increment: 1 } },
    });
    if (count === 0) return { stale: await tx.announcement.findUniqueOrThrow({ where: { id } }) };
    await tell(tx, teller, 'announcement-edited', content, now);
    return { done: true };
  });
}

/** It is shown no longer. Conflict where it was changed or withdrawn meanwhile. */
export function withdrawAnnouncement(
  db: Db,
  { teller, announcement }: ManagedAnnouncement,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.announcement.updateMany({
      where: { id: announcement.id, version, withdrawnAt: null },
      data: { withdrawnAt: now, version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict(MEANWHILE);
    await tell(tx, teller, 'announcement-withdrawn', announcement, now);
  });
}

const MEANWHILE = 'Có người vừa sửa hoặc rút thông báo này sau khi bạn mở trang.';

function tell(
  tx: Tx,
  actor: Publisher,
  action: 'announced' | 'announcement-edited' | 'announcement-withdrawn',
  { title, showFrom }: AnnouncementContent,
  at: Date,
): Promise<void> {
  const detail = { title, from: formatDay(showFrom) };
  return record(tx, { at, action, actor, unitId: actor.unit.id, detail });
}
