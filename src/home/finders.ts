import type { Db } from '../platform/postgres/db.js';

/**
 * A word that changes whenever something public pages show has changed: the federation's name, guidance,
 * periods, results, documents, announcements. What is to come begins with a day, and the day is asked about beside it.
 */
export async function publicStamp(db: Db): Promise<string> {
  const [federation, guidance, periods, results, documents, announcements] = await Promise.all([
    db.unit.findFirst({ where: { parentId: null }, select: { version: true } }),
    db.guidanceVersion.aggregate({ _count: true, _max: { id: true } }),
    db.period.aggregate({ _count: true, _sum: { version: true } }),
    db.publicResults.aggregate({ _max: { publishedAt: true }, _sum: { version: true } }),
    db.document.aggregate({ _count: true, _sum: { version: true } }),
    db.announcement.aggregate({ _count: true, _sum: { version: true } }),
  ]);
  return [
    federation?.version,
    guidance._count,
    guidance._max.id,
    periods._count,
    periods._sum.version,
    results._max.publishedAt?.getTime(),
    results._sum.version,
    documents._count,
    documents._sum.version,
    announcements._count,
    announcements._sum.version,
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
