import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { allFields, readForm, type FormDefinition } from '../../periods/form-definition.js';
import { childSums, type Counted } from '../../reports/consolidated/sums/finders.js';
import type { ChildSums } from '../../reports/consolidated/rules.js';
import type { ReportStatus } from '../../reports/lifecycle.js';
import type { Consolidation } from '../finders.js';

/** Another year's period with its form as it was at the end. */
export interface OtherYear {
  readonly id: number;
  readonly year: number;
  readonly form: FormDefinition;
}

/** The period of the year before; null where there was none. */
export async function yearBefore(db: Db, { period }: Consolidation<Overseer>): Promise<OtherYear | null> {
  const row = await db.period.findFirst({
    where: { year: period.year - 1, openedAt: { not: null } },
    select: { id: true, year: true, form: true },
  });
  return row && { ...row, form: readForm(row.form) };
}

/** What was accepted of the own unit's direct children in another year. */
export function totalsOfYear(
  db: Db,
  { actor }: Consolidation<Overseer>,
  other: OtherYear,
  level: Counted['level'],
): Promise<ChildSums> {
  return childSums(db, { parentId: actor.unit.id, periodId: other.id }, { withSubmitted: false, level });
}

/** Years that stand side by side. */
export const YEARS = 10;

/** Units shown by name when they are missing; the rest are a link away. */
const MISSING_SHOWN = 20;

/** As many as are sorted at once. Where more are missing, the first of them soon come up among all by name. */
const FEW = 1000;

/** A direct child's report that is neither accepted nor exempt. */
export interface Missing {
  readonly id: number;
  readonly unitName: string;
  readonly status: ReportStatus;
}

/** The first of them by name: neither where few are missing among many, nor where many are, all are walked through. */
export function missingChildren(
  db: Db,
  { actor, period }: Consolidation<Overseer>,
  { level }: Counted,
): Promise<Missing[]> {
  const here = Prisma.sql`parent_id = ${actor.unit.id} AND period_id = ${period.id}
    ${level ? Prisma.sql`AND unit_level = ${level}::"Level"` : Prisma.empty}`;
  const states = Prisma.sql`ARRAY['NOT_STARTED', 'IN_PROGRESS', 'SUBMITTED', 'RETURNED']::"ReportStatus"[]`;
  // Each state in the order of its index: the database does not know that hardly any of these are in this period.
  return db.$queryRaw<Missing[]>`
    WITH few AS MATERIALIZED (
      SELECT r.* FROM unnest(${states}) s (status), LATERAL (
        SELECT id, unit_name, status FROM reports WHERE ${here} AND status = s.status
        ORDER BY last_submitted_at, id LIMIT ${FEW}
      ) r LIMIT ${FEW}
    ), first AS (
      (SELECT * FROM few WHERE (SELECT count(*) FROM few) < ${FEW})
      UNION ALL
      (SELECT id, unit_name, status FROM reports
        WHERE ${here} AND status = ANY (${states}) AND (SELECT count(*) FROM few) >= ${FEW}
        ORDER BY unit_name, id LIMIT ${MISSING_SHOWN})
    )
    SELECT id, unit_name AS "unitName", status::text AS status FROM first ORDER BY unit_name, id LIMIT ${MISSING_SHOWN}`;
}

/** How many direct children wait for review, have nothing filed, or are correcting what they filed; exempt ones are none. */
export async function childrenByState(db: Db, { actor, period }: Consolidation<Overseer>) {
  const rows = await db.$queryRaw<{ fact: string; count: number }[]>`
    SELECT fact, sum(count)::int AS count FROM report_counts
    WHERE period_id = ${period.id} AND parent_id = ${actor.unit.id} GROUP BY fact`;
  const count = (fact: string) => rows.find((row) => row.fact === fact)?.count ?? 0;
  const [accepted, submitted, unfiled] = [count('accepted'), count('to-review'), count('unfiled')];
  const correcting = count('expected') - accepted - submitted - unfiled;
  return { accepted, submitted, unfiled, correcting };
}
export type ChildrenByState = Awaited<ReturnType<typeof childrenByState>>;

/** Fields that an earlier year's form consolidated and this year's no longer has, with the last year that asked them. */
export async function retiredFields(
  db: Db,
  { period, form }: Consolidation<Overseer>,
): Promise<{ code: string; label: string; year: number }[]> {
  const codes = allFields(form).map(({ code }) => code);
  return db.$queryRaw`
    SELECT DISTINCT ON (f ->> 'code') f ->> 'code' AS code, f ->> 'label' AS label, p.year
    FROM periods p, jsonb_path_query(p.form, '$.sections[*].fields[*]') f
    WHERE p.opened_at IS NOT NULL AND p.year < ${period.year} AND p.year > ${period.year - YEARS}
      AND f ->> 'code' <> ALL (${codes})
      AND (f ->> 'kind' IN ('rate', 'yes-no', 'choice')
        OR (f ->> 'kind' IN ('integer', 'decimal', 'percent', 'money', 'total')
          AND (f -> 'sum' = 'true' OR f -> 'average' = 'true')))
    ORDER BY f ->> 'code', p.year DESC`;
}
