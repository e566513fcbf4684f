import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { backupState } from '../backups/finders.js';
import { isStale } from '../backups/rules.js';
import { calendarGaps } from '../holidays/finders.js';
import { gapWords } from '../holidays/rules.js';
import { asMailAdmin, countFailed, findHold } from '../mail/finders.js';
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

const NOTHING = {
  ...{ failedMessages: 0, isMailHeld: false, periods: undefined },
  ...{ calendar: '', isBackupStale: false },
};

async function foundByRoot(db: Db, admin: Admin, now: Date) {
  const [failedMessages, hold, periods, gaps, backup] = await Promise.all([
    countFailed(db, asMailAdmin(admin), MANY),
    findHold(db, asMailAdmin(admin)),
    periodsAtHand(db, asPeriodAdmin(admin)),
    calendarGaps(db, now),
    backupState(db),
  ]);
  return {
    ...{ failedMessages, isMailHeld: hold !== undefined, periods },
    ...{ calendar: gapWords(gaps), isBackupStale: isStale(backup.verifiedAt, now) },
  };
}
