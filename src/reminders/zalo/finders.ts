import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Timed } from '../../reports/deadlines.js';
import { dayOwedFirst, editable, TIMED } from '../../reports/deadline-finders.js';
import { countOwing, matching, type OpenedReminders } from '../overview/finders.js';
import type { OwingFilter } from '../overview/rules.js';
import { MOST_NAMES } from './rules.js';

/** The units that a message names, the latest first; how many match (as countOwing counts); the sender's telephone. */
export async function groupMessageParts(
  db: Db,
  of: OpenedReminders<Overseer>,
  filter: OwingFilter,
  now: Date,
) {
  const where = await matching(db, of, filter, now);
  const [units, [count = 0], sender] = await Promise.all([
    db.$queryRaw<(Timed & { unit: string })[]>`
      SELECT report.unit_name AS unit, ${TIMED} FROM reports report WHERE ${where} AND ${editable}
      ORDER BY ${dayOwedFirst}, report.unit_name, report.id LIMIT ${MOST_NAMES}`,
    countOwing(db, of, [filter], now),
    db.unit.findUniqueOrThrow({
      where: { id: of.actor.unit.id },
      select: { contactPhone: true, contactBoard: true },
    }),
  ]);
  const help = [sender.contactPhone, sender.contactBoard && `(${sender.contactBoard})`];
  return { units, count, help: sender.contactPhone && help.filter((part) => part !== '').join(' ') };
}
