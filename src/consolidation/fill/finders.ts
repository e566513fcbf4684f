import type { Filer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/db.js';
import type { OpenedOwn } from '../../reports/finders.js';
import type { Consolidation } from '../finders.js';
import type { Gathered } from './rules.js';

/** The marked passages by the question under which they gather, in their order; of merged ones, whose they were. */
export async function gatheredPassages(
  db: Db | Tx,
  { actor, period }: Consolidation<Filer>,
): Promise<Map<string, Gathered[]>> {
  const rows = await db.passage.findMany({
    where: { parentId: actor.unit.id, periodId: period.id, mergedIntoId: null },
    select: {
      id: true,
      target: true,
      text: true,
      report: { select: { unitName: true } },
      merged: { select: { id: true, report: { select: { unitName: true } } }, orderBy: { id: 'asc' } },
    },
    orderBy: [{ target: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
  const gathered = new Map<string, Gathered[]>();
  for (const { id, target, text, report, merged } of rows) {
    const unitNames = [...new Set([report, ...merged.map((one) => one.report)].map((r) => r.unitName))];
    gathered.set(target, [
      ...(gathered.get(target) ?? []),
      { ids: [id, ...merged.map((one) => one.id)], text, unitNames },
    ]);
  }
  return gathered;
}

/** The passages that a text was composed of, with what they say and where they were marked; those that are gone are left out. */
export function passagesBehind(db: Db, { report }: OpenedOwn, ids: readonly number[]) {
  return db.passage.findMany({
    where: { id: { in: [...ids] }, parentId: report.unitId, periodId: report.periodId },
    select: {
      id: true,
      original: true,
      submissionNumber: true,
      report: { select: { id: true, unitName: true, figures: { select: { number: true } } } },
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
}
export type PassageBehind = Awaited<ReturnType<typeof passagesBehind>>[number];
