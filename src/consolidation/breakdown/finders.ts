import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import type { Answer } from '../../form/answers.js';
import { countedReports, type Consolidation, type Shown } from '../finders.js';

/** One direct child's part of a total: what its standing submission says, and what it said the year before. */
export interface Part {
  readonly reportId: number;
  readonly unitName: string;
  readonly status: 'SUBMITTED' | 'ACCEPTED';
  readonly number: number;
  readonly figures: Readonly<Record<string, Answer>>;
  readonly figuresBefore: Readonly<Record<string, Answer>> | null;
  /** It stands in the totals of both years, which are compared. */
  readonly isInBoth: boolean;
  /** By which form it was filed. */
  readonly formVersion: number;
}

/** The parts of the totals by the units' names, those after one of them; `size` and one more, to tell whether there are. */
export async function partsOf(
  db: Db,
  open: Consolidation<Overseer>,
  shown: Shown,
  { size, after, yearBefore }: { size: number; after?: number | undefined; yearBefore: number | null },
): Promise<Part[]> {
  const { actor, period } = open;
  const last = after
    ? await lastOfPageBefore(db, { parentId: actor.unit.id, periodId: period.id }, after)
    : null;
  const rest = last
    ? Prisma.sql`WHERE (unit_name, report_id) > (${last.unitName}, ${last.id})`
    : Prisma.empty;
  // Of what a unit said the year before, only what the own unit may see: it may have reported to another then.
  return db.$queryRaw<Part[]>`
    WITH page AS (
      SELECT report_id, unit_name, status::text AS status, number, figures FROM ${countedReports(open, shown)} c
      ${rest}
      ORDER BY unit_name, report_id LIMIT ${size + 1}
    )
    SELECT p.report_id AS "reportId", p.unit_name AS "unitName", p.status, p.number, p.figures,
      before.figures AS "figuresBefore", before.parent_id IS NOT DISTINCT FROM ${actor.unit.id} AS "isInBoth", s.form_version AS "formVersion"
    FROM page p
      JOIN reports r ON r.id = p.report_id
      JOIN submissions s ON s.report_id = p.report_id AND s.number = p.number
      JOIN units u ON u.id = r.unit_id
      LEFT JOIN reports old ON old.unit_id = r.unit_id AND old.period_id = ${yearBefore}
        AND (old.parent_id = ${actor.unit.id} OR starts_with(u.path, ${actor.unit.path}))
      LEFT JOIN report_figures before ON before.report_id = old.id AND before.status = 'ACCEPTED'
    ORDER BY p.unit_name, p.report_id`;
}

function lastOfPageBefore(db: Db, scope: { parentId: number; periodId: number }, id: number) {
  return db.report.findFirst({ where: { id, ...scope }, select: { id: true, unitName: true } });
}
