import type { Db } from '../platform/db.js';

/** A word that changes whenever something public pages show has changed: guidance or periods. */
export async function publicStamp(db: Db): Promise<string> {
  const [guidance, periods] = await Promise.all([
    db.guidanceVersion.aggregate({ _max: { number: true } }),
    db.period.aggregate({ _count: true, _sum: { version: true } }),
  ]);
  return `${String(guidance._max.number)}-${String(periods._count)}-${String(periods._sum.version)}`;
}
