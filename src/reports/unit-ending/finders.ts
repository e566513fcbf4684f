import type { Db, Tx } from '../../platform/db.js';
import type { ManagedUnit } from '../../units/finders.js';
import { isLocked } from '../deadlines.js';
import { transitions } from '../lifecycle.js';

/** People named; the rest are counted. */
const SHOWN = 20;

/** What a unit's end leaves to decide: its reports that can still be filed, its accounts, what waits for its reviewers. */
export async function leftByUnit(db: Db, managed: ManagedUnit, now: Date) {
  const { id: unitId } = managed.unit;
  const where = { unitId, deactivatedAt: null };
  const [reports, waiting, count, accounts] = await Promise.all([
    openReportsOf(db, managed, now),
    db.report.count({ where: { parentId: unitId, status: 'SUBMITTED' } }),
    db.account.count({ where }),
    db.account.findMany({
      where,
      select: { id: true, fullName: true, roles: true },
      orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
      take: SHOWN,
    }),
  ]);
  return { reports, waiting, accounts: { count, rows: accounts } };
}
export type LeftByUnit = Awaited<ReturnType<typeof leftByUnit>>;

/** The unit's reports that it owes, or has to correct, in periods that are not locked for it; newest first. */
export async function openReportsOf(db: Db | Tx, { unit }: ManagedUnit, now: Date) {
  const rows = await db.report.findMany({
    where: { unitId: unit.id, status: { in: [...transitions.exempt.from] } },
    include: { period: { select: { year: true, form: true } } },
    orderBy: { period: { year: 'desc' } },
  });
  return rows.filter((row) => !isLocked(row, now));
}
export type OpenReport = Awaited<ReturnType<typeof openReportsOf>>[number];
