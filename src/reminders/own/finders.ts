import type { OwnReader } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Opened } from '../../reports/finders.js';

const SHOWN = 50;
const messages = { select: { sentAt: true, failedAt: true } } as const;
const pushes = { where: { sentAt: { not: null } }, select: { id: true } } as const;

/** The reminders of an own report, newest first; none of those that were skipped. */
export function ownReminders(db: Db, { report }: Opened<OwnReader>) {
  return db.reminderDelivery.findMany({
    where: { reportId: report.id, isSkipped: false },
    include: { messages, pushes },
    orderBy: { id: 'desc' },
    take: SHOWN,
  });
}

/** The latest reminders of a unit that the caller has opened, of all years, newest first. */
export function remindersOf(db: Db, unitId: number) {
  return db.reminderDelivery.findMany({
    where: { isSkipped: false, report: { unitId } },
    include: { messages, report: { select: { period: { select: { year: true } } } } },
    orderBy: { id: 'desc' },
    take: SHOWN,
  });
}
export type UnitReminder = Awaited<ReturnType<typeof remindersOf>>[number];
export type OwnReminder = Awaited<ReturnType<typeof ownReminders>>[number];
