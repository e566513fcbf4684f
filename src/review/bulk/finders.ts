import type { Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { BULK_LIMIT, type Seen } from '../../reports/bulk/rules.js';
import type { BulkFilter } from './forms.js';
import { statesFor, type BulkAction } from './rules.js';

const COLUMNS = {
  id: true,
  unitName: true,
  status: true,
  version: true,
  assigneeId: true,
  dueBefore: true,
  lockOn: true,
  firstSubmittedAt: true,
  correctBefore: true,
} satisfies Prisma.ReportSelect;
export type Candidate = Prisma.ReportGetPayload<{ select: typeof COLUMNS }>;

/** The direct children that the action is possible for, and that match: how many, and the first of them by name. */
export async function candidates(
  db: Db,
  { unit }: Reviewer,
  periodId: number,
  { action, filter }: { action: BulkAction; filter: BulkFilter },
  take: number,
) {
  const name = literally(fold(filter.name));
  const where = {
    parentId: unit.id,
    periodId,
    status: { in: statesFor(action) },
    ...(filter.level ? { unitLevel: filter.level } : {}),
    ...(name ? { unitNameFolded: { contains: name } } : {}),
  };
  const [count, rows] = await Promise.all([
    db.report.count({ where }),
    db.report.findMany({
      where,
      select: COLUMNS,
      orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
      take,
    }),
  ]);
  return { count, rows };
}
export type Candidates = Awaited<ReturnType<typeof candidates>>;

/** The direct children among those chosen, by name, whatever state they are in. */
export function chosenChildren(db: Db, { unit }: Reviewer, periodId: number, seen: readonly Seen[]) {
  return db.report.findMany({
    where: { id: { in: seen.slice(0, BULK_LIMIT).map(({ id }) => id) }, parentId: unit.id, periodId },
    select: COLUMNS,
    orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
  });
}
