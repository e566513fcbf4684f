import type { Db } from '../../platform/postgres/db.js';
import type { Prisma } from '../../platform/prisma/client.js';
import type { Level } from '../../platform/actor.js';
import { readForm } from '../../form/definition.js';
import type { ReportRow } from '../../reports/finders.js';
import { measures, type Norm } from './rules.js';

/** Of the groups of a report's period its own: what is usual among those of its parent and level; none where nobody has worked it out. */
export function normsIn({ parentId, unitLevel: level }: Pick<ReportRow, 'parentId' | 'unitLevel'>) {
  // Without a parent there is none to be like.
  return {
    where: { parentId: parentId ?? 0, level },
    include: { norms: true },
  } satisfies Prisma.NormGroupFindManyArgs;
}

export interface GroupKey {
  readonly periodId: number;
  readonly parentId: number;
  readonly level: Level;
}

/** Reports that were being filed while a group was worked out are looked at again. */
const MARGIN = 60_000;

/** The groups in which something was filed since they were worked out, those that wait longest first. */
export function staleGroups(db: Db, take: number): Promise<GroupKey[]> {
  return db.$queryRaw<GroupKey[]>`
    SELECT r.period_id AS "periodId", r.parent_id AS "parentId", r.unit_level::text AS level
    FROM reports r
      LEFT JOIN norm_groups g
        ON g.period_id = r.period_id AND g.parent_id = r.parent_id AND g.level = r.unit_level
    WHERE r.parent_id IS NOT NULL AND r.last_submitted_at IS NOT NULL
      AND (g.computed_at IS NULL OR r.last_submitted_at > g.computed_at - ${MARGIN} * interval '1 millisecond')
    GROUP BY 1, 2, 3
    ORDER BY min(r.last_submitted_at) LIMIT ${take}`;
}

/** Works out what is usual in a group, from the latest submission of each report that has been received. */
export async function computeNorms(
  db: Db,
  { periodId, parentId, level }: GroupKey,
): Promise<{ reports: number; norms: Norm[] }> {
  const period = await db.period.findUniqueOrThrow({ where: { id: periodId }, select: { form: true } });
  const wanted = measures(readForm(period.form));
  const status = { in: ['SUBMITTED' as const, 'RETURNED' as const, 'ACCEPTED' as const] };
  const reports = await db.report.count({ where: { periodId, parentId, unitLevel: level, status } });
  const norms = await db.$queryRaw<Norm[]>`
    WITH latest AS (
      SELECT DISTINCT ON (s.report_id) s.report_id, s.content
      FROM submissions s JOIN reports r ON r.id = s.report_id
      WHERE r.period_id = ${periodId} AND r.parent_id = ${parentId} AND r.unit_level::text = ${level}
        AND r.status IN ('SUBMITTED', 'RETURNED', 'ACCEPTED')
      ORDER BY s.report_id, s.number DESC
    ), answers AS MATERIALIZED (
      SELECT l.report_id, a.key AS field,
             CASE WHEN jsonb_typeof(a.value) = 'number' THEN (a.value #>> '{}')::float8 END AS value
      FROM latest l, jsonb_each(l.content -> 'sections') s, jsonb_each(s.value -> 'answers') a
      WHERE jsonb_typeof(a.value) = 'number' AND s.value ->> 'notApplicable' IS DISTINCT FROM 'true'
    ), measured AS MATERIALIZED (
      SELECT m.field, m.per, CASE WHEN m.per = '' THEN part.value ELSE part.value / nullif(whole.value, 0) END AS value
      FROM unnest(${wanted.map(({ field }) => field)}::text[], ${wanted.map(({ per }) => per)}::text[]) m (field, per)
        JOIN answers part ON part.field = m.field
        LEFT JOIN answers whole ON whole.field = m.per AND whole.report_id = part.report_id
    ), middles AS (
      SELECT field, per, count(*)::int AS units, percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median
      FROM measured WHERE value IS NOT NULL GROUP BY field, per
    )
    SELECT m.field, m.per, m.units, m.median,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(v.value - m.median)) AS spread
    FROM middles m JOIN measured v ON v.field = m.field AND v.value IS NOT NULL
    GROUP BY m.field, m.per, m.units, m.median`;
  return { reports, norms };
}
