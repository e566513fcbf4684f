import type { Db, Tx } from '../../platform/postgres/db.js';
import { bandsFor, EVERYBODYS, findLike, partsInTurn, type ComparedText, type Writer } from './finders.js';

/** How many submissions are compared in a transaction: few, since what takes too long for one would be tried for ever. */
const AT_ONCE = 5;
/** Of a text that very many repeat, so many are kept. */
const KEPT = 3;

/** `taken`: how many reports were compared, 0 where none waits. `failed`: the report that could not be; none was then. */
type Compared =
  { readonly taken: number } | { readonly failed: { readonly reportId: number; readonly error: unknown } };

/**
 * Compares the texts of some submissions that wait with those of others. One that fails goes behind all others, with
 * `now`, and is not taken again before a later moment.
 */
export async function compareWaiting(db: Db, now: Date): Promise<Compared> {
  let current: number | undefined;
  try {
    return await db.$transaction(async (tx) => {
      const reportIds = await takeWaiting(tx, now);
      // What was found of an earlier submission says nothing of this one.
      await tx.textSketch.deleteMany({ where: { reportId: { in: reportIds } } });
      await tx.likeText.deleteMany({ where: { reportId: { in: reportIds } } });
      for (const reportId of reportIds) {
        current = reportId;
        await compare(tx, reportId);
      }
      return { taken: reportIds.length };
    });
  } catch (error) {
    if (current === undefined) throw error;
    await db.textComparison.updateMany({ where: { reportId: current }, data: { failedAt: now } });
    return { failed: { reportId: current, error } };
  }
}

/** None while another process is at it. */
async function takeWaiting(tx: Tx, now: Date): Promise<number[]> {
  const [lock] = await tx.$queryRaw<{ isMine: boolean }[]>`SELECT try_text_comparison() AS "isMine"`;
  if (!lock?.isMine) return [];
  const taken = await tx.$queryRaw<{ reportId: number }[]>`
    DELETE FROM text_comparisons
    WHERE (report_id, number) IN (
      SELECT report_id, number FROM text_comparisons WHERE failed_at IS NULL OR failed_at < ${now}
      ORDER BY failed_at NULLS FIRST, 1, 2 LIMIT ${AT_ONCE})
    RETURNING report_id AS "reportId"`;
  return [...new Set(taken.map(({ reportId }) => reportId))];
}

/** Keeps which texts those of a report's latest submission are like, and how they are found by those to come. */
async function compare(tx: Tx, reportId: number): Promise<void> {
  const { texts, number, ...writer } = await latestTexts(tx, reportId);
  const found = await findLike(tx, writer, texts);
  const like = (field: string) => found.filter((one) => one.field === field);
  await tx.textSketch.createMany({
    data: texts
      .filter(({ field, parts }) => parts.length > 0 && like(field).length < EVERYBODYS)
      .map((text) => {
        const { section, field } = text;
        return { reportId, number, section, field, bands: bandsFor(writer, text) };
      }),
  });
  await tx.likeText.createMany({
    data: texts.flatMap(({ field }) =>
      like(field)
        .slice(0, KEPT)
        .map(({ otherId, otherNumber, share }) => ({
          ...{ reportId, number, field },
          ...{ otherId, otherNumber, share },
        })),
    ),
  });
}

async function latestTexts(
  tx: Tx,
  reportId: number,
): Promise<Writer & { number: number; texts: ComparedText[] }> {
  const rows = await tx.$queryRaw<TextRow[]>`
    SELECT s.number, r.unit_id AS "unitId", r.parent_id AS "parentId", p.year,
      section.key AS section, answer.key AS field, answer.value #>> '{}' AS text
    FROM reports r
      JOIN periods p ON p.id = r.period_id
      CROSS JOIN LATERAL (
        SELECT number, content FROM submissions WHERE report_id = r.id ORDER BY number DESC LIMIT 1
      ) s
      LEFT JOIN LATERAL jsonb_each(s.content -> 'sections') section
        ON section.value -> 'notApplicable' IS DISTINCT FROM 'true'
      LEFT JOIN LATERAL jsonb_each(section.value -> 'answers') answer ON jsonb_typeof(answer.value) = 'string'
    WHERE r.id = ${reportId}`;
  const texts: ComparedText[] = [];
  for (const { section, field, text } of rows) {
    if (section === null || field === null || text === null) continue;
    texts.push({ section, field, parts: await partsInTurn(text) });
  }
  const { number = 0, unitId = 0, parentId = null, year = 0 } = rows[0] ?? {};
  return { reportId, number, unitId, parentId, year, texts };
}

interface TextRow {
  number: number;
  unitId: number;
  parentId: number | null;
  year: number;
  section: string | null;
  field: string | null;
  text: string | null;
}
