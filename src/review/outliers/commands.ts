import type { Db } from '../../platform/postgres/db.js';
import { computeNorms, type GroupKey } from './finders.js';

/** Works a group out anew and keeps what came of it; of several processes that do so at once, one keeps its result. */
export async function refreshNorms(db: Db, group: GroupKey, now: Date): Promise<void> {
  const { reports, norms } = await computeNorms(db, group);
  await db.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ isMine: boolean }[]>`
      SELECT try_norms(${group.parentId}::int) AS "isMine"`;
    if (!lock?.isMine) return;
    const data = { reports, computedAt: now };
    const { id: groupId } = await tx.normGroup.upsert({
      where: { periodId_parentId_level: group },
      create: { ...group, ...data },
      update: data,
    });
    await tx.figureNorm.deleteMany({ where: { groupId } });
    await tx.figureNorm.createMany({ data: norms.map((norm) => ({ ...norm, groupId })) });
  });
}
