import type { Db } from '../../platform/postgres/db.js';
import { noCounts, type UnitCounts } from './counts.js';

/**
 * What is below each of these units now, and whose accounts there are; the numbers that triggers keep (docs/decisions/0058).
 * One query, whatever the number of units below. A unit of which nothing is known has `noCounts`.
 */
export async function countsOf(
  db: Db,
  unitIds: readonly number[],
  now: Date,
): Promise<Map<number, UnitCounts>> {
  const rows = await db.$queryRaw<{ unitId: number; fact: string; count: number }[]>`
    SELECT unit_id AS "unitId", fact, sum(count)::int AS count FROM unit_counts
    WHERE unit_id = ANY (${[...unitIds]}::int[]) AND (at IS NULL OR at <= ${now}) GROUP BY unit_id, fact`;
  const of = (id: number) =>
    Object.fromEntries(rows.filter(({ unitId }) => unitId === id).map(({ fact, count }) => [fact, count]));
  return new Map(unitIds.map((id) => [id, countsFrom(of(id))]));
}

/** What is below one unit. */
export async function countsAt(db: Db, unitId: number, now: Date): Promise<UnitCounts> {
  return (await countsOf(db, [unitId], now)).get(unitId) ?? noCounts;
}

/** How many units below one are active now, each looked at: for an act that writes to every one of them. */
export function unitsBelow(db: Db, { id, path }: { id: number; path: string }, now: Date): Promise<number> {
  const active = { activeFrom: { lte: now }, OR: [{ activeTo: null }, { activeTo: { gt: now } }] };
  return db.unit.count({ where: { ...active, path: { startsWith: path }, id: { not: id } } });
}

function countsFrom(facts: Readonly<Record<string, number>>): UnitCounts {
  const of = (fact: string) => facts[fact] ?? 0;
  const ended = of('ended-upper_level') + of('ended-grassroots');
  return {
    upper: of('upper_level') - of('ended-upper_level'),
    grassroots: of('grassroots') - of('ended-grassroots'),
    ended,
    people: of('people'),
    ownPeople: of('own-people'),
    waiting: of('waiting'),
    ownWaiting: of('own-waiting'),
  };
}
