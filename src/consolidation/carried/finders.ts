import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { childTotals, type Consolidation } from '../finders.js';
import { passageCounts } from '../texts/finders.js';
import { narrativeCodes, questionsOf, type Carried, type Question } from './rules.js';

type Opened = Consolidation<Overseer>;

/** Every narrative question, with whose words of it are carried. */
export async function carriedQuestions(db: Db, open: Opened): Promise<Question[]> {
  const [sums, carried, passages, answered] = await Promise.all([
    childTotals(db, open, { withSubmitted: false }),
    carriedByQuestion(db, open),
    passageCounts(db, open),
    answeredByOwn(db, open),
  ]);
  return questionsOf({ form: open.form, sums, carried, passages, answered });
}

async function carriedByQuestion(db: Db, { actor, period }: Opened): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ field: string; count: number }[]>`
    SELECT g.field, count(DISTINCT g.report_id)::int AS count
    FROM passages g JOIN report_figures f ON f.report_id = g.report_id
    WHERE g.parent_id = ${actor.unit.id} AND g.period_id = ${period.id}
      AND f.status = 'ACCEPTED' AND jsonb_exists(f.figures, g.field)
    GROUP BY g.field`;
  return new Map(rows.map(({ field, count }) => [field, count]));
}

/** The narrative questions to which the own draft says something. */
async function answeredByOwn(db: Db, { actor, period, form }: Opened): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ field: string }[]>`
    SELECT answer.key AS field
    FROM reports r JOIN section_drafts d ON d.report_id = r.id, jsonb_each(d.answers) answer
    WHERE r.unit_id = ${actor.unit.id} AND r.period_id = ${period.id}
      AND answer.key = ANY (${narrativeCodes(form)}) AND answer.value #>> '{}' <> ''`;
  return new Set(rows.map(({ field }) => field));
}

/** Over all questions; it looks at the own direct children and nobody else. */
export async function carriedOverall(db: Db, open: Opened): Promise<Carried> {
  const [row] = await db.$queryRaw<Carried[]>`
    SELECT count(*)::int AS written, count(*) FILTER (WHERE is_now)::int AS carried,
      count(*) FILTER (WHERE NOT is_now AND NOT is_before)::int AS never
    FROM ${writers(open)} w`;
  return row ?? { written: 0, carried: 0, never: 0 };
}

/** A unit that wrote, and none of whose words are carried this year. */
export interface Uncarried {
  readonly reportId: number;
  readonly unitName: string;
  /** The questions that it answered. */
  readonly fields: readonly string[];
  /** Whether the year before was carried of it. */
  readonly isBefore: boolean;
  readonly hadReport: boolean;
}

/** By the units' names, those after one of them; `size` and one more. `isNever`: only those of neither year. */
export function uncarried(
  db: Db,
  open: Opened,
  { isNever, after, size }: { isNever: boolean; after?: number | undefined; size: number },
): Promise<Uncarried[]> {
  const rest = after
    ? Prisma.sql`AND (unit_name, report_id) > (SELECT unit_name, id FROM reports WHERE id = ${after} AND parent_id = ${open.actor.unit.id})`
    : Prisma.empty;
  return db.$queryRaw<Uncarried[]>`
    SELECT report_id AS "reportId", unit_name AS "unitName", is_before AS "isBefore",
      ARRAY(SELECT code FROM unnest(${narrativeCodes(open.form)}::text[]) WITH ORDINALITY c (code, at)
        WHERE jsonb_exists(figures, code) ORDER BY at) AS fields,
      EXISTS (SELECT FROM reports b JOIN periods p ON p.id = b.period_id
        WHERE b.unit_id = w.unit_id AND b.parent_id = ${open.actor.unit.id} AND b.status = 'ACCEPTED'
          AND p.year = ${open.period.year - 1}) AS "hadReport"
    FROM ${writers(open)} w
    WHERE NOT is_now ${isNever ? Prisma.sql`AND NOT is_before` : Prisma.empty} ${rest}
    ORDER BY unit_name, report_id LIMIT ${size + 1}`;
}

/** The accepted reports with a text, and whether words of their unit are carried this year, and were the year before. */
function writers({ actor, period, form }: Opened): Prisma.Sql {
  const { id } = actor.unit;
  return Prisma.sql`(
    SELECT f.report_id, f.unit_id, f.unit_name, f.figures,
      EXISTS (SELECT FROM passages g WHERE g.report_id = f.report_id AND g.parent_id = ${id}) AS is_now,
      EXISTS (SELECT FROM reports b JOIN periods p ON p.id = b.period_id JOIN passages g ON g.report_id = b.id
        WHERE b.unit_id = f.unit_id AND p.year = ${period.year - 1} AND g.parent_id = ${id}) AS is_before
    FROM report_figures f
    WHERE f.parent_id = ${id} AND f.period_id = ${period.id} AND f.status = 'ACCEPTED'
      AND jsonb_exists_any(f.figures, ${narrativeCodes(form)}))`;
}

/** Passages of submissions that no longer stand or are no longer accepted, by the question under which they show. */
export async function stalePassages(db: Db, { actor, period }: Opened): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ target: string; count: number }[]>`
    SELECT coalesce(m.target, g.target) AS target, count(*)::int AS count
    FROM passages g
      LEFT JOIN passages m ON m.id = g.merged_into_id
      LEFT JOIN report_figures f ON f.report_id = g.report_id
    WHERE g.parent_id = ${actor.unit.id} AND g.period_id = ${period.id}
      AND (f.number IS DISTINCT FROM g.submission_number OR f.status <> 'ACCEPTED')
    GROUP BY 1`;
  return new Map(rows.map(({ target, count }) => [target, count]));
}

/** Two passages of one question, of texts that are nearly the same (reports/likeness). */
export interface AlikePassages {
  readonly target: string;
  readonly unitName: string;
  readonly otherName: string;
  readonly share: number;
}

/** The likest first; at most `take`. */
export function alikePassages(db: Db, { actor, period }: Opened, take: number): Promise<AlikePassages[]> {
  return db.$queryRaw<AlikePassages[]>`
    SELECT DISTINCT ON (l.share, r.unit_name, o.unit_name, g.target)
      g.target, r.unit_name AS "unitName", o.unit_name AS "otherName", l.share
    FROM passages g
      JOIN like_texts l ON l.report_id = g.report_id AND l.number = g.submission_number AND l.field = g.field
      JOIN passages h ON h.report_id = l.other_id AND h.submission_number = l.other_number AND h.field = l.field
        AND h.target = g.target AND h.parent_id = g.parent_id AND h.period_id = g.period_id AND h.merged_into_id IS NULL
      JOIN reports r ON r.id = g.report_id
      JOIN reports o ON o.id = h.report_id
    WHERE g.parent_id = ${actor.unit.id} AND g.period_id = ${period.id} AND g.merged_into_id IS NULL
    ORDER BY l.share DESC, r.unit_name, o.unit_name, g.target LIMIT ${take}`;
}
