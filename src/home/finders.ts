import type { Db } from '../platform/db.js';

/** A word that changes whenever something public pages show has changed: the federation's name, guidance or periods. */
export async function publicStamp(db: Db): Promise<string> {
  const [federation, guidance, periods] = await Promise.all([
    db.unit.findFirst({ where: { parentId: null }, select: { version: true } }),
    db.guidanceVersion.aggregate({ _max: { number: true } }),
    db.period.aggregate({ _count: true, _sum: { version: true } }),
  ]);
  return `${String(federation?.version)}-${String(guidance._max.number)}-${String(periods._count)}-${String(periods._sum.version)}`;
}
