import type { Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';

/** How many working days the reviewers of the own unit give for a correction, unless they say otherwise. */
export async function correctionDays(db: Db, { unit }: Reviewer): Promise<number> {
  const row = await db.unit.findUniqueOrThrow({ where: { id: unit.id }, select: { correctionDays: true } });
  return row.correctionDays;
}
