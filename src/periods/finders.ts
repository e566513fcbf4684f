import type { Db } from '../platform/db.js';

/** The latest period that has been opened; null before there is any. */
export function currentPeriod(db: Db) {
  return db.period.findFirst({
    where: { openedAt: { not: null } },
    orderBy: { year: 'desc' },
    select: {
      year: true,
      coverageFrom: true,
      coverageTo: true,
      dueBeforeUpperLevel: true,
      dueBeforeGrassroots: true,
      lockOn: true,
    },
  });
}
export type CurrentPeriod = NonNullable<Awaited<ReturnType<typeof currentPeriod>>>;
