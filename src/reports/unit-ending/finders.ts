import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Report } from '../../platform/prisma/client.js';
import type { ManagedUnit } from '../../units/finders.js';
import { isLocked } from '../deadlines.js';
import { allows } from '../lifecycle.js';

/** People named; the rest are counted. */
const SHOWN = 20;

/**
 * What a unit's end leaves to decide: its reports that can still be filed, its accounts. Also what it filed and may get
 * back, and what waits for its reviewers.
 */
export async function leftByUnit(db: Db, managed: ManagedUnit, now: Date) {
  const { id: unitId } = managed.unit;
  const where = { unitId, deactivatedAt: null };
  const [unfinished, waiting, count, accounts] = await Promise.all([
    unfinishedReports(db, managed, now),
    db.report.count({ where: { parentId: unitId, status: 'SUBMITTED' } }),
    db.account.count({ where }),
    db.account.findMany({
      where,
      select: { id: true, fullName: true, roles: true },
      orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
      take: SHOWN,
    }),
  ]);
  const reports = unfinished.filter(isOpen);
  const filed = unfinished.filter((report) => !isOpen(report));
  return { reports, filed, waiting, accounts: { count, rows: accounts } };
}
export type LeftByUnit = Awaited<ReturnType<typeof leftByUnit>>;

/** The unit's reports that it owes, or has to correct, in periods that are not locked for it; newest first. */
export async function openReportsOf(db: Db | Tx, managed: ManagedUnit, now: Date) {
  return (await unfinishedReports(db, managed, now)).filter(isOpen);
}

function isOpen({ status }: Report): boolean {
  return allows('exempt', status);
}

async function unfinishedReports(db: Db | Tx, { unit }: ManagedUnit, now: Date) {
  const rows = await db.report.findMany({
    where: { unitId: unit.id, status: { notIn: ['ACCEPTED', 'EXEMPT'] } },
    include: { period: { select: { year: true, form: true } } },
    orderBy: { period: { year: 'desc' } },
  });
  return rows.filter((row) => !isLocked(row, now));
}
