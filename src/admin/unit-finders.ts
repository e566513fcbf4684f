import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { accountsAt, type AccountRow } from '../accounts/administration/list-finders.js';
import { findManagedUnit, type UnitRecord } from '../units/finders.js';
import { countsAt } from '../units/tree/count-finders.js';
import type { UnitCounts } from '../units/tree/counts.js';
import { ancestors, type UnitRow } from '../units/tree/finders.js';

/** So many of a unit's accounts stand on its page. */
export const SHOWN = 10;

/** A unit as its administrator sees it, with what is there and below. */
export interface UnitSeen {
  readonly unit: UnitRecord;
  readonly above: readonly UnitRow[];
  readonly counts: UnitCounts;
  readonly accounts: readonly AccountRow[];
}

/** NotFound outside of the administrator's scope. Four queries, whatever stands below. */
export async function seeUnit(db: Db, admin: Admin, id: number, now: Date): Promise<UnitSeen> {
  const { unit } = await findManagedUnit(db, admin, id);
  const [above, counts, accounts] = await Promise.all([
    ancestors(db, admin, [unit]),
    countsAt(db, id, now),
    accountsAt(db, admin, id, SHOWN),
  ]);
  return { unit, above, counts, accounts };
}
