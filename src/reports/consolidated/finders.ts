import type { Db, Tx } from '../../platform/db.js';
import type { Answer } from '../answers.js';
import type { OpenedOwn } from '../finders.js';
import { countedStatuses } from './sums/finders.js';

/** Whether any unit reports to the own one in the period. */
export async function hasChildReports(db: Db, { report }: OpenedOwn): Promise<boolean> {
  const where = { parentId: report.unitId, periodId: report.periodId };
  return (await db.report.findFirst({ where, select: { id: true } })) !== null;
}

/** The last time that the own report was filled, and what came of the children's reports since; null: never. */
export async function lastFill(db: Db | Tx, { report }: OpenedOwn) {
  const fill = await db.fill.findFirst({ where: { reportId: report.id }, orderBy: { id: 'desc' } });
  if (!fill) return null;
  const where = {
    parentId: report.unitId,
    periodId: report.periodId,
    id: { gt: fill.changeId },
    status: { in: countedStatuses({ withSubmitted: fill.isWithSubmitted }) },
  };
  const changes = await db.figureChange.findMany({
    where,
    orderBy: { id: 'desc' },
    take: CHANGES_SHOWN + 1,
    include: { report: { select: { id: true, unitName: true, status: true } } },
  });
  return { ...fill, changes: changes.slice(0, CHANGES_SHOWN), hasMore: changes.length > CHANGES_SHOWN };
}
export type LastFill = NonNullable<Awaited<ReturnType<typeof lastFill>>>;
const CHANGES_SHOWN = 20;

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
  /** The submission that counts now; null where none does. */
  readonly numberNow: number | null;
}

/** The submissions behind a fill that say something to the field, by the units' names, those after one of them. */
export function sourcesOf(
  db: Db,
  { fillId, section, field }: { fillId: number; section: string; field: string },
  { size, after }: { size: number; after?: number | undefined },
): Promise<Source[]> {
  return db.$queryRaw<Source[]>`
    SELECT r.id AS "reportId", r.unit_name AS "unitName", f.number,
      s.content -> 'sections' -> ${section}::text -> 'answers' -> ${field}::text AS value, now.number AS "numberNow"
    FROM fill_sources f
      JOIN reports r ON r.id = f.report_id
      JOIN submissions s ON s.report_id = f.report_id AND s.number = f.number
      LEFT JOIN report_figures now ON now.report_id = r.id
    WHERE f.fill_id = ${fillId} AND s.content -> 'sections' -> ${section}::text -> 'answers' ? ${field}::text
      AND (${after ?? null}::integer IS NULL OR (r.unit_name, r.id) > (SELECT unit_name, id FROM reports WHERE id = ${after ?? null}))
    ORDER BY r.unit_name, r.id LIMIT ${size + 1}`;
}
