import type { Db, Tx } from '../platform/postgres/db.js';
import { mailboxesOf } from '../accounts/finders.js';
import { CONTACT_ROLES, rolesInWords } from '../accounts/rules.js';
import { record } from '../history/commands.js';
import { enqueue } from '../mail/commands.js';
import { changeMessage, askingMessage } from './contact-message.js';
import type { Followed, OwnContacts } from './finders.js';
import { ASK_AGAIN } from './rules.js';

/**
 * Says for the own unit that its contacts are right, or (`note`) what is not: then the administrators above hear of it, and hand
 * over. What was said before is replaced; the same said twice is said once.
 */
export function confirmContacts(db: Db, own: OwnContacts, note: string, now: Date): Promise<void> {
  const { actor, period, people } = own;
  const [periodId, unitId] = [period.id, actor.unit.id];
  return db.$transaction(async (tx) => {
    const said = await tx.$queryRaw<object[]>`
      INSERT INTO contact_confirmations AS c (period_id, unit_id, confirmed_at, confirmed_by_id, confirmed_by_name, note)
      VALUES (${periodId}, ${unitId}, ${now}, ${actor.accountId}, ${actor.fullName}, ${note})
      ON CONFLICT (period_id, unit_id) DO UPDATE SET confirmed_at = excluded.confirmed_at,
        confirmed_by_id = excluded.confirmed_by_id, confirmed_by_name = excluded.confirmed_by_name, note = excluded.note
      WHERE c.confirmed_at IS NULL OR c.note <> excluded.note
      RETURNING 1 AS said`;
    if (said.length === 0) return;
    const names = people.map(({ fullName, roles }) => `${fullName} (${rolesInWords(roles)})`).join('; ');
    const detail = { year: period.year, people: names, note };
    await record(tx, { at: now, action: 'contacts-confirmed', actor, unitId, detail });
    if (note !== '') await tellParent(tx, own, note, now);
  });
}

async function tellParent(tx: Tx, { actor, period }: OwnContacts, note: string, now: Date): Promise<void> {
  const { parentId } = actor.unit;
  if (parentId === null) return;
  const mailboxes = (await mailboxesOf(tx, [parentId], 'contacts', ['ADMIN'])).get(parentId) ?? [];
  const message = changeMessage(actor, period.year, note);
  await enqueue(
    tx,
    mailboxes.map((to) => ({ kind: 'contacts' as const, to, unitId: parentId, ...message })),
    now,
  );
}

/**
 * Writes to the people of every direct child that has not confirmed, and was not written to within a day; answers with how many
 * units these are.
 */
export function askForConfirmation(db: Db, { admin, period }: Followed, now: Date): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const asked = await tx.$queryRaw<{ unitId: number }[]>`
        INSERT INTO contact_confirmations AS c (period_id, unit_id, asked_at)
        SELECT ${period.id}, id, ${now} FROM units
        WHERE parent_id = ${admin.unit.id} AND active_from <= ${now} AND (active_to IS NULL OR active_to > ${now})
        ORDER BY id
        ON CONFLICT (period_id, unit_id) DO UPDATE SET asked_at = excluded.asked_at
        WHERE c.confirmed_at IS NULL AND (c.asked_at IS NULL OR c.asked_at <= ${new Date(now.getTime() - ASK_AGAIN)})
        RETURNING unit_id AS "unitId"`;
      const unitIds = asked.map(({ unitId }) => unitId);
      const mailboxes = await mailboxesOf(tx, unitIds, 'contacts', CONTACT_ROLES);
      const message = askingMessage(admin, period.year);
      const messages = unitIds.flatMap((unitId) =>
        (mailboxes.get(unitId) ?? []).map((to) => ({ kind: 'contacts' as const, to, unitId, ...message })),
      );
      await enqueue(tx, messages, now);
      const detail = { units: unitIds.length, year: period.year };
      if (unitIds.length > 0)
        await record(tx, { at: now, action: 'contacts-asked', actor: admin, unitId: admin.unit.id, detail });
      return unitIds.length;
    },
    { timeout: 60_000 },
  );
}
