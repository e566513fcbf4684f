import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { readForm } from '../../form/definition.js';
import type { Answer } from '../../form/answers.js';
import type { Consolidation } from '../finders.js';
import { YEARS, type OtherYear } from '../totals/finders.js';

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

/** A unit that reports to the own one in this year. */
export interface UnitRow {
  readonly reportId: number;
  readonly unitId: number;
  readonly name: string;
  /** False where it has moved away since: its page is no longer the own unit's to see. */
  readonly isBelow: boolean;
}

/** Those of them by name that stand after one's report; `size` and one more, to tell whether there are. */
export async function childUnits(
  db: Db,
  { actor, period }: Consolidation<Overseer>,
  { size, after }: { size: number; after?: number | undefined },
): Promise<UnitRow[]> {
  const scope = { parentId: actor.unit.id, periodId: period.id };
  const last = after ? await db.report.findFirst({ where: { id: after, ...scope } }) : null;
  return db.$queryRaw<UnitRow[]>`
    SELECT r.id AS "reportId", r.unit_id AS "unitId", r.unit_name AS name, starts_with(u.path, ${actor.unit.path}) AS "isBelow"
    FROM reports r JOIN units u ON u.id = r.unit_id
    WHERE r.parent_id = ${scope.parentId} AND r.period_id = ${scope.periodId}
      ${last ? Prisma.sql`AND (r.unit_name, r.id) > (${last.unitName}, ${last.id})` : Prisma.empty}
    ORDER BY r.unit_name, r.id LIMIT ${size + 1}`;
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
  return `${unitId}:${periodId}`;
}
