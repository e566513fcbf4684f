import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import type { Config } from '../config.js';
import { successorsWithoutLink } from '../accounts/handover/finders.js';
import { countLockedOut } from '../accounts/locked-out/finders.js';
import { periodToConfirm, yearToConfirm } from '../contacts/finders.js';
import { lastSeen } from '../health/certificate.js';
import { findHealth } from '../health/finders.js';
import { findingsOf, needingCare } from '../health/rules.js';
import { calendarGaps } from '../holidays/finders.js';
import { gapWords } from '../holidays/rules.js';
import { asPeriodAdmin, periodsAtHand } from '../periods/finders.js';
import { ownUnit } from '../units/finders.js';
import { isRootAdmin, lacksContact } from '../units/rules.js';
import { countsAt } from '../units/tree/count-finders.js';
import type { Found } from './cares.js';

/** What an administrator may have to see to: no query of it grows with the units. */
export async function whatIsFound(
  db: Db,
  config: Config,
  admin: Admin,
  now: Date,
): Promise<Found & { asksContacts: boolean }> {
  const [{ waiting }, own, lockedOut, withoutLink, contactsYear, asked, forRoot] = await Promise.all([
    countsAt(db, admin.unit.id, now),
    ownUnit(db, admin),
    countLockedOut(db, admin, now),
    successorsWithoutLink(db, admin, now),
    yearToConfirm(db, admin, now),
    periodToConfirm(db, now),
    isRootAdmin(admin) ? foundByRoot(db, config, admin, now) : NOTHING,
  ]);
  const asksContacts = asked !== null;
  const people = { waiting, lockedOut, withoutLink, contactsYear, lacksContact: lacksContact(own) };
  return { ...people, asksContacts, ...forRoot };
}

const NOTHING = {
  ...{ failedMessages: 0, isMailHeld: false, periods: undefined },
  ...{ calendar: '', system: [] },
};

async function foundByRoot(db: Db, config: Config, admin: Admin, now: Date) {
  const [periods, gaps, health] = await Promise.all([
    periodsAtHand(db, asPeriodAdmin(admin)),
    calendarGaps(db, now),
    findHealth(db, config, now, lastSeen(config.publicUrl)),
  ]);
  return {
    ...{ failedMessages: health.mail.failed, isMailHeld: health.mail.heldSince !== null, periods },
    calendar: gapWords(gaps),
    system: needingCare(findingsOf(health, config, now)).map(({ name }) => name),
  };
}
