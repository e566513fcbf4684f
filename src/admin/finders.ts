import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import type { Config } from '../config.js';
import { successorsWithoutLink } from '../accounts/handover/finders.js';
import { findStanding } from '../accounts/second-factor/finders.js';
import { countLockedOut } from '../accounts/locked-out/finders.js';
import { periodOfContacts, yearToConfirm } from '../contacts/finders.js';
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
  const [{ waiting }, own, lockedOut, withoutLink, contactsYear, asked, factor, forRoot] = await Promise.all([
    countsAt(db, admin.unit.id, now),
    ownUnit(db, admin),
    countLockedOut(db, admin, now),
    successorsWithoutLink(db, admin, now),
    yearToConfirm(db, admin, now),
    periodOfContacts(db, now),
    findStanding(db, admin),
    isRootAdmin(admin) ? foundByRoot(db, config, admin, now) : NOTHING,
  ]);
  const asksContacts = asked !== null;
  const factorFrom = factor.isSet ? undefined : (factor.mustFrom ?? undefined);
  const people = { waiting, lockedOut, withoutLink, contactsYear, factorFrom };
  return { ...people, lacksContact: lacksContact(own), asksContacts, ...forRoot };
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
