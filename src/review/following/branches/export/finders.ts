import type { Db } from '../../../../platform/postgres/db.js';
import { statusWords } from '../../../../reports/lifecycle.js';
import { countedFacts } from '../../counts/finders.js';
import type { Scope } from '../../finders.js';
import type { BranchSort } from '../../forms.js';
import { progressOf } from '../../rules.js';
import { allBranches } from '../finders.js';
import type { LeagueLine } from './rules.js';

/** The lines of the table, batch by batch: all branches, the grassroots unions right below the unit, and all together. */
export async function* leagueLines(
  db: Db,
  scope: Scope,
  now: Date,
  sort: BranchSort | undefined,
): AsyncGenerator<LeagueLine[]> {
  for await (const rows of allBranches(db, scope, now, sort))
    yield rows.map((row) => ({ ...row, own: statusWords[row.status] }));
  const { direct, deeper } = (await countedFacts(db, scope.parentId, [scope.periodId]))(scope.periodId);
  const below = progressOf(direct, now);
  const none = { code: '', own: '' };
  yield [
    ...(below.expected > 0 ? [{ ...below, ...none, name: 'Công đoàn cơ sở trực thuộc' }] : []),
    { ...progressOf([...direct, ...deeper], now), ...none, name: 'Tổng cộng' },
  ];
}
