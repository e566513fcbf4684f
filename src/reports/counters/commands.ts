import type { Db } from '../../platform/postgres/db.js';
import { crowdedGroups, newestRow, type Counter, type Group } from './finders.js';

/** The newest row of each counter that was there when it was last looked at. */
export type Seen = Readonly<Record<Counter, bigint>>;
export const NOTHING_SEEN: Seen = {
  reportCounts: 0n,
  grassrootsCounts: 0n,
  figureSums: 0n,
  unitCounts: 0n,
};

/**
 * Makes the rows of crowded groups few again, of those to which rows came since they were seen; a transaction a group.
 * Answers with what is seen now. A row of a lower id may be committed later and is then not seen by the next call: its
 * sum is right all the same, and whoever looks at everything now and then finds it.
 */
export async function sumUpCrowded(db: Db, seen: Seen, isStopping = () => false): Promise<Seen> {
  const sumUpOf = async (counter: Counter, sumUp: (group: Group) => Promise<unknown>): Promise<bigint> => {
    const newest = await newestRow(db, counter);
    for (const group of await crowdedGroups(db, counter, seen[counter]))
      if (!isStopping()) await sumUp(group);
    return newest;
  };
  return {
    reportCounts: await sumUpOf(
      'reportCounts',
      ({ periodId, unitId }) => db.$executeRaw`SELECT sum_up_report_counts(${periodId}::int, ${unitId}::int)`,
    ),
    grassrootsCounts: await sumUpOf(
      'grassrootsCounts',
      ({ periodId, unitId }) =>
        db.$executeRaw`SELECT sum_up_grassroots_counts(${periodId}::int, ${unitId}::int)`,
    ),
    figureSums: await sumUpOf(
      'figureSums',
      ({ periodId, unitId }) => db.$executeRaw`SELECT sum_up_figure_sums(${periodId}::int, ${unitId}::int)`,
    ),
    unitCounts: await sumUpOf(
      'unitCounts',
      ({ unitId }) => db.$executeRaw`SELECT sum_up_unit_counts(${unitId}::int)`,
    ),
  };
}
