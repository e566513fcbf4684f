import type { Db } from '../platform/db.js';

/** A word that changes whenever something public pages show has changed: the federation's name, guidance, periods, results. */
export async function publicStamp(db: Db): Promise<string> {
  const [federation, guidance, periods, results] = await Promise.all([
    db.unit.findFirst({ where: { parentId: null }, select: { version: true } }),
    db.guidanceVersion.aggregate({ _max: { number: true } }),
    db.period.aggregate({ _count: true, _sum: { version: true } }),
    db.publicResults.aggregate({ _max: { publishedAt: true }, _sum: { version: true } }),
  ]);
  return [
    federation?.version,
    guidance._max.number,
    periods._count,
    periods._sum.version,
    results._max.publishedAt?.getTime(),
    results._sum.version,
  ].join('-');
}

/** The newest year whose results are public; null where none is. */
export async function newestResults(db: Db): Promise<number | null> {
  const row = await db.publicResults.findFirst({
    where: { withdrawnAt: null },
    select: { period: { select: { year: true } } },
    orderBy: { period: { year: 'desc' } },
  });
  return row?.period.year ?? null;
}
