import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { Prisma } from '../../platform/prisma/client.js';
import { countedStatuses } from '../../reports/child-sums-finders.js';
import type { Consolidation } from '../finders.js';
import type { TextsQuery } from './forms.js';

type Opened = Consolidation<Overseer> | Consolidation<Reviewer>;

/** A direct child's text, of its submission that stands. */
export interface ChildText {
  readonly reportId: number;
  readonly unitName: string;
  readonly status: 'SUBMITTED' | 'ACCEPTED';
  readonly number: number;
  readonly text: string;
}

/**
 * The texts of one question by the units' names, those after one of them; `size` and one more. All of `terms` occur in
 * each. Only the texts that are shown are read.
 */
export function textsOf(
  db: Db,
  { actor, period }: Opened,
  field: string,
  query: TextsQuery,
  { size, terms }: { size: number; terms: readonly string[] },
): Promise<ChildText[]> {
  const last = query.after ?? null;
  const level = query.level ?? null;
  return db.$queryRaw<ChildText[]>`
    WITH page AS (
      SELECT f.report_id, f.unit_name, f.status::text AS status, f.number
      FROM report_figures f
        JOIN answer_words w ON w.report_id = f.report_id AND w.number = f.number AND w.field = ${field}
      WHERE f.parent_id = ${actor.unit.id} AND f.period_id = ${period.id}
        AND f.status::text = ANY (${countedStatuses(query)}) AND (${level}::text IS NULL OR f.unit_level::text = ${level})
        ${markedIs(query, actor.unit.id, field)} ${saying(terms)}
        AND (${last}::integer IS NULL
          OR (f.unit_name, f.report_id) > (SELECT unit_name, id FROM reports WHERE id = ${last} AND parent_id = ${actor.unit.id}))
      ORDER BY f.unit_name, f.report_id LIMIT ${size + 1}
    )
    SELECT p.report_id AS "reportId", p.unit_name AS "unitName", p.status, p.number, a.text
    FROM page p
      JOIN submissions s ON s.report_id = p.report_id AND s.number = p.number
      CROSS JOIN LATERAL (
        SELECT answer.value #>> '{}' AS text
        FROM jsonb_each(s.content -> 'sections') section, jsonb_each(section.value -> 'answers') answer
        WHERE answer.key = ${field} LIMIT 1
      ) a
    ORDER BY p.unit_name, p.report_id`;
}

function markedIs({ marked }: TextsQuery, unitId: number, field: string): Prisma.Sql {
  if (!marked) return Prisma.empty;
  const exists = Prisma.sql`EXISTS (
    SELECT FROM passages g WHERE g.report_id = f.report_id AND g.field = ${field} AND g.parent_id = ${unitId})`;
  return marked === 'co' ? Prisma.sql`AND ${exists}` : Prisma.sql`AND NOT ${exists}`;
}

function saying(terms: readonly string[]): Prisma.Sql {
  if (terms.length === 0) return Prisma.empty;
  const queries = terms.map((term) => Prisma.sql`phraseto_tsquery('simple', ${term})`);
  return Prisma.sql`AND w.words @@ (${Prisma.join(queries, ' && ')})`;
}

/** One direct child's text of a question; NotFound where its report does not stand, or it wrote nothing. */
export async function openText(
  db: Db | Tx,
  { actor, period }: Opened,
  field: string,
  reportId: number,
): Promise<ChildText> {
  const [row] = await db.$queryRaw<ChildText[]>`
    SELECT f.report_id AS "reportId", f.unit_name AS "unitName", f.status::text AS status, f.number, answer.value #>> '{}' AS text
    FROM report_figures f
      JOIN submissions s ON s.report_id = f.report_id AND s.number = f.number,
      jsonb_each(s.content -> 'sections') section, jsonb_each(section.value -> 'answers') answer
    WHERE f.report_id = ${reportId} AND f.parent_id = ${actor.unit.id} AND f.period_id = ${period.id}
      AND section.value -> 'notApplicable' IS DISTINCT FROM 'true'
      AND answer.key = ${field} AND jsonb_typeof(answer.value) = 'string'
    LIMIT 1`;
  if (!row) throw new NotFound('Đơn vị này không có nội dung ấy trong lần nộp đang được tính.');
  return row;
}

/** The originals of what was marked in these reports' texts of a question, by report. */
export async function marksIn(
  db: Db,
  { actor, period }: Opened,
  field: string,
  reportIds: readonly number[],
): Promise<Map<number, string[]>> {
  const rows = await db.passage.findMany({
    where: { parentId: actor.unit.id, periodId: period.id, field, reportId: { in: [...reportIds] } },
    select: { reportId: true, original: true },
    orderBy: { id: 'asc' },
  });
  const marks = new Map<number, string[]>();
  for (const { reportId, original } of rows) marks.set(reportId, [...(marks.get(reportId) ?? []), original]);
  return marks;
}

/** How many passages gather under each question. */
export async function passageCounts(db: Db, { actor, period }: Opened): Promise<Map<string, number>> {
  const rows = await db.passage.groupBy({
    by: ['target'],
    where: { parentId: actor.unit.id, periodId: period.id, mergedIntoId: null },
    _count: true,
  });
  return new Map(rows.map(({ target, _count }) => [target, _count]));
}
