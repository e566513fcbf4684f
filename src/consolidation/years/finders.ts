import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { readForm } from '../../periods/form-definition.js';
import type { Answer } from '../../reports/answers.js';
import type { Consolidation } from '../finders.js';
import type { OtherYear } from '../totals/finders.js';

/** Years that stand side by side. */
const YEARS = 10;

/** The last opened periods up to this one, oldest first. */
export async function yearsUpTo(db: Db, { period }: Consolidation<Overseer>): Promise<OtherYear[]> {
  const rows = await db.period.findMany({
    where: { year: { lte: period.year }, openedAt: { not: null } },
    select: { id: true, year: true, form: true },
    orderBy: { year: 'desc' },
    take: YEARS,
  });
  return rows.map((row) => ({ ...row, form: readForm(row.form) })).reverse();
}

/** A unit that reported to the own one in any of these years. */
export interface UnitRow {
  readonly unitId: number;
  readonly name: string;
}

/** Direct children of today by name, those after one of them; `size` and one more, to tell whether there are. */
export function childUnits(
  db: Db,
  { actor }: Consolidation<Overseer>,
  { size, after }: { size: number; after?: number | undefined },
): Promise<UnitRow[]> {
  const last = after ?? null;
  return db.$queryRaw<UnitRow[]>`
    SELECT id AS "unitId", name FROM units
    WHERE parent_id = ${actor.unit.id}
      AND (${last}::integer IS NULL OR (name, id) > (SELECT name, id FROM units WHERE id = ${last} AND parent_id = ${actor.unit.id}))
    ORDER BY name, id LIMIT ${size + 1}`;
}

/** What was accepted of the units in those years, from whoever they reported to within the own scope then. */
export async function figuresOverYears(
  db: Db,
  { actor }: Consolidation<Overseer>,
  unitIds: readonly number[],
  years: readonly OtherYear[],
): Promise<Map<string, Readonly<Record<string, Answer>>>> {
  const rows = await db.reportFigures.findMany({
    where: {
      parentId: actor.unit.id,
      periodId: { in: years.map(({ id }) => id) },
      status: 'ACCEPTED',
      report: { unitId: { in: [...unitIds] } },
    },
    select: { periodId: true, figures: true, report: { select: { unitId: true } } },
  });
  return new Map(
    rows.map(({ periodId, figures, report }) => [
      figureKey(report.unitId, periodId),
      figures as Record<string, Answer>,
    ]),
  );
}

export function figureKey(unitId: number, periodId: number): string {
  return `${String(unitId)}:${String(periodId)}`;
}
