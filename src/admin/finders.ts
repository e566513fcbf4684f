import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { calendarGaps } from '../holidays/finders.js';
import { gapWords } from '../holidays/rules.js';
import { asMailAdmin, countFailed } from '../mail/finders.js';
import { asPeriodAdmin, periodsAtHand } from '../periods/finders.js';
import { ownUnit } from '../units/finders.js';
import { isRootAdmin, lacksContact } from '../units/rules.js';
import { countsAt } from '../units/tree/count-finders.js';
import { MANY, type Found } from './cares.js';

/** What an administrator may have to see to: no query of it grows with the units. */
export async function whatIsFound(db: Db, admin: Admin, now: Date): Promise<Found> {
  const [{ waiting }, own, forRoot] = await Promise.all([
    countsAt(db, admin.unit.id, now),
    ownUnit(db, admin),
    isRootAdmin(admin) ? foundByRoot(db, admin, now) : NOTHING,
  ]);
  return { waiting, lacksContact: lacksContact(own), ...forRoot };
}

const NOTHING = { failedMessages: 0, periods: undefined, calendar: '' };

async function foundByRoot(db: Db, admin: Admin, now: Date) {
  const [failedMessages, periods, gaps] = await Promise.all([
    countFailed(db, asMailAdmin(admin), MANY),
    periodsAtHand(db, asPeriodAdmin(admin)),
    calendarGaps(db, now),
  ]);
  return { failedMessages, periods, calendar: gapWords(gaps) };
}
