import type { Overseer } from '../platform/actor.js';
import type { Db } from '../platform/db.js';
import { NotFound } from '../platform/errors.js';
import { readForm, summedFields, type FormDefinition } from '../periods/form-definition.js';

/** Units shown by name when they are missing; the rest are a link away. */
export const MISSING_SHOWN = 20;

/** A sum, exact, as decimal digits ("1234.5"), and how many reports have the figure. */
export interface Total {
  readonly sum: string;
  readonly counted: number;
}

/** The period of a year with its form; NotFound where it was never opened. */
export async function openConsolidatedPeriod(
  db: Db,
  year: number,
): Promise<{ id: number; year: number; form: FormDefinition }> {
  const period = await db.period.findFirst({ where: { year, openedAt: { not: null } } });
  if (!period) throw new NotFound('Không có kỳ báo cáo này.');
  return { id: period.id, year, form: readForm(period.form) };
}

/**
 * The total of every summed figure over the accepted reports of the own unit's direct children: the latest
 * submission of each, since a child's own report already contains its children's. By field code.
 */
export async function childTotals(
  db: Db,
  overseer: Overseer,
  periodId: number,
  form: FormDefinition,
): Promise<Map<string, Total>> {
  const codes = summedFields(form).map(({ field }) => field.code);
  const rows = await db.$queryRaw<{ code: string; sum: string; counted: number }[]>`
    WITH latest AS (
      SELECT DISTINCT ON (s.report_id) s.content
      FROM submissions s JOIN reports r ON r.id = s.report_id
      WHERE r.parent_id = ${overseer.unit.id} AND r.period_id = ${periodId} AND r.status = 'ACCEPTED'
      ORDER BY s.report_id, s.number DESC
    )
    SELECT answer.key AS code, sum(answer.value::numeric)::text AS sum, count(*)::int AS counted
    FROM latest,
         jsonb_each(latest.content -> 'sections') AS section,
         jsonb_each(section.value -> 'answers') AS answer
    WHERE answer.key = ANY (${codes}) AND jsonb_typeof(answer.value) = 'number'
      AND section.value -> 'notApplicable' IS DISTINCT FROM 'true'
    GROUP BY answer.key`;
  return new Map(rows.map(({ code, sum, counted }) => [code, { sum, counted }]));
}

/** How many direct children must report, how many are accepted, and the first of those that are not. */
export async function childrenIn(db: Db, overseer: Overseer, periodId: number) {
  const children = { parentId: overseer.unit.id, periodId };
  const missing = { ...children, status: { notIn: ['ACCEPTED', 'EXEMPT'] as ('ACCEPTED' | 'EXEMPT')[] } };
  const [accepted, missingCount, missingFirst] = await Promise.all([
    db.report.count({ where: { ...children, status: 'ACCEPTED' } }),
    db.report.count({ where: missing }),
    db.report.findMany({
      where: missing,
      select: { id: true, unitName: true, status: true },
      orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
      take: MISSING_SHOWN,
    }),
  ]);
  return { accepted, expected: accepted + missingCount, missingCount, missingFirst };
}
export type ChildrenIn = Awaited<ReturnType<typeof childrenIn>>;
