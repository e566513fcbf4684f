import type { Level } from '../../../platform/actor.js';
import type { Db, Tx } from '../../../platform/db.js';
import { allFields, type FormDefinition } from '../../../periods/form-definition.js';
import type { Answer } from '../../answers.js';
import { fromChildren, type ChildSums, type Filled, type Total } from '../rules.js';

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

/** A report that its opener may read: whoever asks here has opened it. */
interface OwnReport {
  readonly id: number;
  readonly unitId: number;
  readonly periodId: number;
  readonly form: FormDefinition;
}

/** The answers of the own report that were made from the children's, by field. */
export async function filledAnswers(db: Db | Tx, report: OwnReport): Promise<ReadonlyMap<string, Filled>> {
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
