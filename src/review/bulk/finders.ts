import type { Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { BULK_LIMIT, type Seen } from '../../reports/bulk/rules.js';
import { selectReports, type SelectedReport } from '../../reports/selection/finders.js';
import type { BulkFilter } from './forms.js';
import { statesFor, type BulkAction } from './rules.js';

/** Which list: of the direct children that the action is possible for, those that match. */
interface Listed {
  readonly action: BulkAction;
  readonly filter: BulkFilter;
}

/** The condition of that list, beside whose children and of which period. */
export function matching({ action, filter }: Listed): Prisma.ReportWhereInput {
  const name = literally(fold(filter.name));
  return {
    status: { in: statesFor(action) },
    ...(filter.level ? { unitLevel: filter.level } : {}),
    ...(name ? { unitNameFolded: { contains: name } } : {}),
  };
}

/** How many are in the list, and the first of them by name. */
export async function candidates(
  db: Db,
  reviewer: Reviewer,
  periodId: number,
  listed: Listed,
  take: number,
): Promise<Candidates> {
  const where = { parentId: reviewer.unit.id, periodId, ...matching(listed) };
  const [count, rows] = await Promise.all([
    db.report.count({ where }),
    db.report.findMany({ where, orderBy: [{ unitName: 'asc' }, { id: 'asc' }], take }),
  ]);
  return { count, rows };
}
export interface Candidates {
  readonly count: number;
  readonly rows: readonly SelectedReport[];
}

/** The direct children among those that stood on a page to confirm, by name, whatever state they are in. */
export async function confirmedChildren(
  db: Db,
  reviewer: Reviewer,
  periodId: number,
  seen: readonly Seen[],
): Promise<readonly SelectedReport[]> {
  const ids = seen.slice(0, BULK_LIMIT).map(({ id }) => id);
  const only = { matching: {}, isAll: false, codes: [], matched: undefined };
  return (await selectReports(db, reviewer, { ...only, periodId, ids })).rows;
}
