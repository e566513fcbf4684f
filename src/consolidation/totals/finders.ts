import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { allFields, readForm, type FormDefinition } from '../../form/definition.js';
import { childSums, countedStatuses, type Counted } from '../../reports/child-sums-finders.js';
import type { ChildSums } from '../../form/consolidated.js';
import type { ReportStatus } from '../../reports/lifecycle.js';
import { childReports, filedBy, type Consolidation, type Filed, type Shown } from '../finders.js';

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

/** What the own unit's direct children add up to in another year: as it was filed, else what was accepted of them. */
export async function totalsOfYear(
  db: Db,
  { actor }: Consolidation<Overseer>,
  other: OtherYear,
  level: Counted['level'],
): Promise<ChildSums> {
  const filed = level ? null : await filedBy(db, actor.unit.id, other);
  if (filed) return filed.sums;
  const of = { parentId: actor.unit.id, periodId: other.id, form: other.form };
  return childSums(db, of, { withSubmitted: false, level });
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

/** The first of those that do not count, by name. */
export function missingChildren(db: Db, open: Consolidation<Overseer>, shown: Shown): Promise<Missing[]> {
  return shown.filed ? missingThen(db, open, shown) : missingNow(db, open, shown);
}

function missingThen(db: Db, open: Consolidation<Overseer>, shown: Shown): Promise<Missing[]> {
  return db.$queryRaw<Missing[]>`
    SELECT id, unit_name AS "unitName", status::text AS status FROM ${childReports(open, shown)} r
    WHERE status <> 'EXEMPT' AND status::text <> ALL (${countedStatuses(shown)})
    ORDER BY unit_name, id LIMIT ${MISSING_SHOWN}`;
}

/** Neither where few are missing among many, nor where many are, all are walked through. */
function missingNow(db: Db, { actor, period }: Consolidation<Overseer>, shown: Shown): Promise<Missing[]> {
  const { level, withSubmitted } = shown;
  const here = Prisma.sql`parent_id = ${actor.unit.id} AND period_id = ${period.id}
    ${level ? Prisma.sql`AND unit_level = ${level}::"Level"` : Prisma.empty}`;
  const waiting = withSubmitted ? [] : ['SUBMITTED'];
  const states = Prisma.sql`${['NOT_STARTED', 'IN_PROGRESS', 'RETURNED', ...waiting]}::"ReportStatus"[]`;
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

/** How many of the direct children's reports that are not exempt are as a fact of report_facts says. */
export async function factsOf(
  db: Db,
  open: OfUnit,
  { filed }: Pick<Shown, 'filed'>,
): Promise<(fact: string) => number> {
  const rows = filed ? await factsThen(db, filed) : await factsNow(db, open);
  return (fact) => rows.find((row) => row.fact === fact)?.count ?? 0;
}

/** How many direct children wait for review, have nothing filed, or are correcting what they filed; exempt ones are none. */
export async function childrenByState(
  db: Db,
  open: Consolidation<Overseer>,
  { filed }: Shown,
): Promise<ChildrenByState> {
  const count = await factsOf(db, open, { filed });
  const [accepted, submitted, unfiled] = [count('accepted'), count('to-review'), count('unfiled')];
  const correcting = count('expected') - accepted - submitted - unfiled;
  return { accepted, submitted, unfiled, correcting };
}
export interface ChildrenByState {
  readonly accepted: number;
  readonly submitted: number;
  readonly unfiled: number;
  readonly correcting: number;
}
interface OfUnit {
  readonly actor: { readonly unit: { readonly id: number } };
  readonly period: { readonly id: number };
}
interface Fact {
  readonly fact: string;
  readonly count: number;
}

function factsNow(db: Db, { actor, period }: OfUnit): Promise<Fact[]> {
  return db.$queryRaw<Fact[]>`
    SELECT fact, sum(count)::int AS count FROM report_counts
    WHERE period_id = ${period.id} AND parent_id = ${actor.unit.id} GROUP BY fact`;
}

/** The facts of a filing's moment, by the same function as those of now. */
function factsThen(db: Db, { reportId, number }: Filed): Promise<Fact[]> {
  return db.$queryRaw<Fact[]>`
    SELECT f.fact, count(*)::int AS count
    FROM snapshot_reports s, report_facts(s.status, s.due_before, s.first_submitted_at, NULL, s.correct_before, true) f
    WHERE s.report_id = ${reportId} AND s.number = ${number} GROUP BY f.fact`;
}

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
