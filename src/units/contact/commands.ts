import type { Admin } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Db } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import type { HelpContactEdit } from './forms.js';

/** Saves whom the people of the own unit's children ask; stale where the unit was saved since that `version`. */
export function saveHelpContact(
  db: Db,
  admin: Admin,
  { version, ...contact }: HelpContactEdit,
  now: Date,
): Promise<Outcome<true, true>> {
  return db.$transaction(async (tx) => {
    const { id: unitId, name } = admin.unit;
    const { count } = await tx.unit.updateMany({
      where: { id: unitId, version },
      data: { ...contact, version: { increment: 1 } },
    });
    if (count === 0) return { stale: true };
    const said = Object.values(contact).filter((text) => text !== '');
    const detail = { name, contact: said.join(', ') || 'để trống' };
    await record(tx, { at: now, action: 'help-contact-saved', actor: admin, unitId, detail });
    return { done: true };
  });
}
