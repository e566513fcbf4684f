import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Answer } from '../../form/answers.js';
import type { OpenedOwn } from '../finders.js';
import type { ReportStatus } from '../lifecycle.js';
import { countedStatuses } from '../child-sums-finders.js';

/**
 * The last time that the own report was filled, and what came of the children's reports since the oldest fill that an
 * answer still comes from; null: never.
 */
export async function lastFill(db: Db | Tx, { report }: OpenedOwn) {
  const where = { reportId: report.id };
  const last = await db.fill.findFirst({ where, orderBy: { id: 'desc' } });
  if (!last) return null;
  const oldest = await db.fill.findFirst({
    where: { ...where, answers: { some: {} } },
    orderBy: { id: 'asc' },
  });
  return { ...last, ...(await changesSince(db, report, oldest ?? last)) };
}
export type LastFill = NonNullable<Awaited<ReturnType<typeof lastFill>>>;
const CHANGES_SHOWN = 20;

/** Reports whose submission that counts is another one than the fill took up, those that changed last first. */
async function changesSince(
  db: Db | Tx,
  { unitId, periodId }: { unitId: number; periodId: number },
  fill: { id: number; changeId: bigint; isWithSubmitted: boolean },
) {
  const rows = await db.$queryRaw<ChangedSource[]>`
    WITH changed AS (
      SELECT report_id, max(id) AS latest FROM figure_changes
      WHERE parent_id = ${unitId} AND period_id = ${periodId} AND id > ${fill.changeId} GROUP BY report_id
    )
    SELECT r.id, r.unit_name AS "unitName", r.status::text AS status, s.number AS before, f.number AS now
    FROM changed c
      JOIN reports r ON r.id = c.report_id
      LEFT JOIN fill_sources s ON s.fill_id = ${fill.id} AND s.report_id = c.report_id
      LEFT JOIN report_figures f ON f.report_id = c.report_id AND f.status::text = ANY (${countedStatuses({ withSubmitted: fill.isWithSubmitted })})
    WHERE s.number IS DISTINCT FROM f.number
    ORDER BY c.latest DESC LIMIT ${CHANGES_SHOWN + 1}`;
  const changes = rows.map(({ before, now, ...child }) => ({ report: child, before, now }));
  return { changes: changes.slice(0, CHANGES_SHOWN), hasMore: changes.length > CHANGES_SHOWN };
}
interface ChangedSource {
  readonly id: number;
  readonly unitName: string;
  readonly status: ReportStatus;
  readonly before: number | null;
  readonly now: number | null;
}

/** Where one answer came from; null where it was not made from the children's. */
export function filledAnswer(db: Db, { report }: OpenedOwn, field: string) {
  return db.filledAnswer.findUnique({
    where: { reportId_field: { reportId: report.id, field } },
    include: {
      fill: {
        select: { id: true, filledAt: true, filledByName: true, reports: true, isWithSubmitted: true },
      },
    },
  });
}
export type FilledAnswerRow = NonNullable<Awaited<ReturnType<typeof filledAnswer>>>;

/** A child's submission that an answer was made of, as it was then and as its report stands now. */
export interface Source {
  readonly reportId: number;
  readonly unitName: string;
  readonly number: number;
  /** What that submission says to the field. */
  readonly value: Answer | null;
  /** The submission that counts now, by the fill's own measure; null where none does. */
  readonly numberNow: number | null;
}

/** The submissions behind a fill, by the units' names, those after one of them; only those of the page are read. */
export function sourcesOf(
  db: Db,
  { fillId, section, field }: { fillId: number; section: string; field: string },
  { size, after }: { size: number; after?: number | undefined },
): Promise<Source[]> {
  return db.$queryRaw<Source[]>`
    WITH page AS (
      SELECT f.report_id, f.number, r.unit_name
      FROM fill_sources f JOIN reports r ON r.id = f.report_id
      WHERE f.fill_id = ${fillId}
        AND (${after ?? null}::integer IS NULL OR (r.unit_name, r.id) > (SELECT unit_name, id FROM reports WHERE id = ${after ?? null}))
      ORDER BY r.unit_name, r.id LIMIT ${size + 1}
    )
    SELECT p.report_id AS "reportId", p.unit_name AS "unitName", p.number,
      s.content -> 'sections' -> ${section}::text -> 'answers' -> ${field}::text AS value, now.number AS "numberNow"
    FROM page p
      JOIN submissions s ON s.report_id = p.report_id AND s.number = p.number
      JOIN fills fill ON fill.id = ${fillId}
      -- Its acceptance may have been taken back: then it waits, and is of no fill of accepted reports any more.
      LEFT JOIN report_figures now ON now.report_id = p.report_id
        AND (fill.is_with_submitted OR now.status = 'ACCEPTED')
    ORDER BY p.unit_name, p.report_id`;
}
