import type { Db, Tx } from '../platform/postgres/db.js';
import { Conflict, NotFound } from '../platform/errors.js';
import type { FieldError } from '../platform/page/forms.js';
import type { Outcome } from '../platform/outcome.js';
import { formatDay } from '../platform/text/format.js';
import { record } from '../history/commands.js';
import type { CalendarAdmin } from './finders.js';

export interface NewHoliday {
  day: Date;
  name: string;
  isWorking: boolean;
}

/** Adds a day to the calendar; refused where the day is in it already. */
export function addHoliday(db: Db, admin: CalendarAdmin, holiday: NewHoliday, now: Date): Promise<Outcome> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.holiday.createMany({ data: [holiday], skipDuplicates: true });
    if (count === 0) return { problems: [inCalendar(holiday)] };
    await tell(tx, admin, 'holiday-added', holiday, now);
    return { done: true };
  });
}

function inCalendar({ day }: NewHoliday): FieldError {
  return { field: 'day', message: `Lịch đã có ngày ${formatDay(day)}. Muốn sửa thì bỏ rồi thêm lại.` };
}

/** Says that days which the portal brought along are as the year's notice has them. Answers how many were not so yet. */
export function confirmHolidays(
  db: Db,
  admin: CalendarAdmin,
  { from, to }: { from: Date; to: Date },
  now: Date,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const where = { day: { gte: from, lte: to }, isConfirmed: false };
    const days = await tx.holiday.updateManyAndReturn({ where, data: { isConfirmed: true } });
    const detail = { days: days.map(({ day }) => formatDay(day)) };
    const event = {
      at: now,
      action: 'holidays-confirmed',
      actor: admin,
      unitId: admin.unit.id,
      detail,
    } as const;
    if (days.length > 0) await record(tx, event);
    return days.length;
  });
}

/** Takes a day out of the calendar. Conflict where somebody took it out before. */
export function removeHoliday(db: Db, admin: CalendarAdmin, day: Date, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const holiday = await tx.holiday.findUnique({ where: { day } });
    if (!holiday) throw new NotFound('Lịch không có ngày này.');
    const { count } = await tx.holiday.deleteMany({ where: { day } });
    if (count === 0) throw new Conflict('Ngày này vừa được bỏ ở nơi khác.');
    await tell(tx, admin, 'holiday-removed', holiday, now);
  });
}

function tell(
  tx: Tx,
  actor: CalendarAdmin,
  action: 'holiday-added' | 'holiday-removed',
  { day, name, isWorking }: NewHoliday,
  at: Date,
): Promise<void> {
  const detail = { day: formatDay(day), name, kind: isWorking ? 'ngày làm bù' : 'ngày nghỉ' };
  return record(tx, { at, action, actor, unitId: actor.unit.id, detail });
}
