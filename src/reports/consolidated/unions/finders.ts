import type { Db } from '../../../platform/db.js';
import { Prisma } from '../../../platform/prisma/client.js';
import type { UnionsFact } from '../../../periods/meanings.js';
import type { SubmissionContent } from '../../canonical.js';
import type { OpenedOwn } from '../../finders.js';
import type { Source } from '../finders.js';
import { countedStatuses, ofChildren } from '../sums/finders.js';
import type { UnionsCount } from './rules.js';

interface Asked {
  readonly section: string;
  readonly field: string;
  readonly fact: UnionsFact;
}

/** A figure that counts unions below, as the own draft has it at this moment, with the reports that it is made of. */
export interface UnionsNow extends UnionsCount {
  readonly withSubmitted: boolean;
  /** By the units' names, those after one of them; one more than a page where there are. */
  readonly sources: readonly Source[];
}

export async function unionsNow(
  db: Db,
  { report }: OpenedOwn,
  { field, fact }: Asked,
  { size, after = null }: { size: number; after?: number | null | undefined },
): Promise<UnionsNow> {
  const { unions, withSubmitted } = await ofChildren(db, report);
  const { unitId: parentId, periodId } = report;
  const rest = after
    ? Prisma.sql`AND (unit_name, report_id) > (SELECT unit_name, id FROM reports WHERE id = ${after})`
    : Prisma.empty;
  const sources = await db.$queryRaw<Source[]>`
    SELECT report_id AS "reportId", unit_name AS "unitName", number, number AS "numberNow", figures -> ${field}::text AS value
    FROM report_figures
    WHERE parent_id = ${parentId} AND period_id = ${periodId}
      AND status::text = ANY (${countedStatuses({ withSubmitted })}) ${rest}
    ORDER BY unit_name, report_id LIMIT ${size + 1}`;
  return { ...unions[fact], withSubmitted, sources };
}

/** The same as the latest submission says it; `own` is undefined where the unit wrote the figure itself. */
export interface UnionsThen {
  readonly number: number;
  readonly value: number | undefined;
  readonly own: number | undefined;
}

export async function unionsThen(
  db: Db,
  { report }: OpenedOwn,
  { section, field, fact }: Asked,
): Promise<UnionsThen | null> {
  const filed = await db.submission.findFirst({
    where: { reportId: report.id },
    select: { number: true, content: true },
    orderBy: { number: 'desc' },
  });
  if (!filed) return null;
  const { sections, ownChildren } = filed.content as unknown as SubmissionContent;
  const value = sections[section]?.answers[field];
  return {
    number: filed.number,
    value: typeof value === 'number' ? value : undefined,
    own: ownChildren?.[fact],
  };
}
