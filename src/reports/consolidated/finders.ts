import type { Db, Tx } from '../../platform/db.js';
import type { Level } from '../../platform/actor.js';
import { allFields } from '../../periods/form-definition.js';
import type { Answer } from '../answers.js';
import type { Opened, OpenedOwn } from '../finders.js';
import { fromChildren, type ChildSums, type Filled, type Total } from './rules.js';

/** Which reports of direct children are counted: the accepted, or those that wait for review too; of all kinds or one. */
export interface Counted {
  readonly withSubmitted: boolean;
  readonly level?: Level | undefined;
}

export function countedStatuses({ withSubmitted }: Counted): ('ACCEPTED' | 'SUBMITTED')[] {
  return withSubmitted ? ['ACCEPTED', 'SUBMITTED'] : ['ACCEPTED'];
}

/**
 * What the latest submissions of a unit's direct children add up to, since a child's own report already contains its
 * children's; read from sums that triggers keep (docs/decisions/0016).
 */
export async function childSums(
  db: Db | Tx,
  { parentId, periodId }: { parentId: number; periodId: number },
  counted: Counted,
): Promise<ChildSums> {
  const statuses = countedStatuses(counted);
  const level = counted.level ?? null;
  // Heads are told apart from figures by an empty or a starred key, which no field's code is.
  const rows = await db.$queryRaw<{ key: string; sum: string; counted: number }[]>`
    WITH rows AS (
      SELECT reports, sums FROM figure_sums
      WHERE period_id = ${periodId} AND parent_id = ${parentId} AND status::text = ANY (${statuses})
        AND (${level}::text IS NULL OR unit_level::text = ${level})
    )
    SELECT k.key, sum((k.value ->> 0)::numeric)::text AS sum, sum((k.value ->> 1)::integer)::integer AS counted
    FROM rows, jsonb_each(rows.sums) k GROUP BY k.key
    UNION ALL SELECT '', '0', COALESCE(sum(reports), 0)::integer FROM rows
    UNION ALL
    SELECT '*' || fact, '0', sum(count)::integer FROM report_counts
    WHERE period_id = ${periodId} AND parent_id = ${parentId} AND fact IN ('expected', 'received') GROUP BY fact`;
  const head = (key: string) => rows.find((row) => row.key === key)?.counted ?? 0;
  const said = rows.filter(({ key, counted: count }) => /^[^*]/.test(key) && count > 0);
  const totals = new Map(said.map(({ key, ...total }): [string, Total] => [key, total]));
  return { reports: head(''), totals, expected: head('*expected'), received: head('*received') };
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

/** The answers of the own report that were made from the children's, by field. */
export async function filledAnswers(
  db: Db | Tx,
  { report }: Opened<unknown>,
): Promise<ReadonlyMap<string, Filled>> {
  const rows = await db.filledAnswer.findMany({
    where: { reportId: report.id },
    select: { field: true, section: true, value: true, fill: { select: { isWithSubmitted: true } } },
  });
  const of = { parentId: report.unitId, periodId: report.periodId };
  const scopes = [...new Set(rows.map(({ fill }) => fill.isWithSubmitted))];
  const sums = new Map<boolean, ChildSums>();
  for (const withSubmitted of scopes) sums.set(withSubmitted, await childSums(db, of, { withSubmitted }));
  const fields = new Map(allFields(report.form).map((field) => [field.code, field]));
  return new Map(
    rows.map(({ field, section, value, fill }): [string, Filled] => {
      const [asked, now] = [fields.get(field), sums.get(fill.isWithSubmitted)];
      return [field, { section, value: value as Answer, now: asked && now && fromChildren(asked, now) }];
    }),
  );
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
    WHERE f.fill_id = ${fillId}
      AND (${after ?? null}::integer IS NULL OR (r.unit_name, r.id) > (SELECT unit_name, id FROM reports WHERE id = ${after ?? null}))
    ORDER BY r.unit_name, r.id LIMIT ${size + 1}`;
}
