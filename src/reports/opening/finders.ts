import type { Db } from '../../platform/postgres/db.js';
import type { ManagedPeriod } from '../../periods/finders.js';

/** Units named; the rest are counted. */
const SHOWN = 50;

/** The units active at `now` that have no report in the period: how many, and the first of them by name. */
export async function lateUnits(db: Db, { period }: ManagedPeriod, now: Date) {
  const where = {
    activeFrom: { lte: now },
    OR: [{ activeTo: null }, { activeTo: { gt: now } }],
    reports: { none: { periodId: period.id } },
  };
  const [count, units] = await Promise.all([
    db.unit.count({ where }),
    db.unit.findMany({
      where,
      select: { code: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: SHOWN,
    }),
  ]);
  return { count, units };
}
export type LateUnits = Awaited<ReturnType<typeof lateUnits>>;
