import type { Db, Tx } from '../platform/db.js';
import { workingCalendar, type WorkingCalendar } from './rules.js';

/** The working days as the administrators' calendar of holidays says. */
export async function findWorkingCalendar(db: Db | Tx): Promise<WorkingCalendar> {
  return workingCalendar(await db.holiday.findMany({ select: { day: true, isWorking: true } }));
}
