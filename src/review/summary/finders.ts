import type { Db, Tx } from '../../platform/postgres/db.js';
import { branchesOf } from '../following/branches/finders.js';
import { countedFacts } from '../following/counts/finders.js';
import { openedPeriods } from '../following/finders.js';
import type { SummaryParts } from './rules.js';

const LOWEST_FIRST = { branchSort: { by: 'received', isRising: true } } as const;

/** What the summary of a unit says of a year; NotFound where its period was never opened. The caller may see the unit. */
export async function summaryParts(
  db: Db | Tx,
  unit: { readonly id: number; readonly name: string },
  year: number,
  now: Date,
): Promise<SummaryParts> {
  const { period, before } = await openedPeriods(db, year);
  const factsOf = await countedFacts(db, unit.id, [period.id, ...(before ? [before.id] : [])]);
  const scope = { periodId: period.id, parentId: unit.id };
  return {
    year,
    unit: unit.name,
    facts: factsOf(period.id),
    before: before && factsOf(before.id),
    branches: await branchesOf(db, scope, now, LOWEST_FIRST),
  };
}

/** Accounts whose summary of this week is due; `monday`: when the week began, `day`: the day of the week, 1 for Monday. */
export function dueSummaries(db: Db, { monday, day }: { monday: Date; day: number }) {
  return db.account.findMany({
    where: {
      summaryDay: { lte: day },
      OR: [{ summaryDoneOn: null }, { summaryDoneOn: { lt: monday } }],
      // As hasSummary() says it of one actor.
      roles: { hasSome: ['REVIEWER', 'LEADER'] },
      unit: { level: { not: 'GRASSROOTS' } },
      deactivatedAt: null,
      email: { not: '' },
    },
    select: { id: true, fullName: true, email: true },
    orderBy: { id: 'asc' },
  });
}
export type DueSummary = Awaited<ReturnType<typeof dueSummaries>>[number];
