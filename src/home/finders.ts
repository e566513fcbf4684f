import type { Db } from '../platform/postgres/db.js';

/**
 * A word that changes whenever something public pages show has changed: the federation's name, guidance,
 * periods, results, documents, announcements. What is to come begins with a day, and the day is asked about beside it.
 */
export async function publicStamp(db: Db): Promise<string> {
  const [{ stamp }] = await db.$queryRaw<[{ stamp: string }]>`
    SELECT concat_ws('-', (SELECT version FROM units WHERE parent_id IS NULL),
      (SELECT concat_ws('-', count(*), max(id)) FROM guidance_versions),
      (SELECT concat_ws('-', count(*), sum(version)) FROM periods),
      (SELECT concat_ws('-', extract(epoch FROM max(published_at)), sum(version)) FROM public_results),
      (SELECT concat_ws('-', count(*), sum(version)) FROM documents),
      (SELECT concat_ws('-', count(*), sum(version)) FROM announcements)) AS stamp`;
  return stamp;
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
