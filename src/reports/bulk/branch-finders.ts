import type { Reviewer } from '../../platform/actor.js';
import { Forbidden, NotFound } from '../../platform/errors.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import type { OpenedPeriod } from '../../periods/finders.js';
import { inBranch } from '../dates/finders.js';
import { presentDeadline } from '../deadline-finders.js';
import { transitions } from '../lifecycle.js';

declare const branch: unique symbol;
/** A unit and everything below it, by the tree of the period's reports, which the province may extend. Only the finder here makes it. */
export interface OpenedBranch {
  readonly actor: Reviewer;
  readonly period: OpenedPeriod;
  readonly unitId: number;
  readonly name: string;
  readonly [branch]: true;
}

/** Forbidden for reviewers of any other unit than the root: they extend their direct children. */
export function demandProvince({ unit }: Reviewer): void {
  if (unit.parentId === null) return;
  throw new Forbidden('Chỉ người xét duyệt của công đoàn cấp tỉnh gia hạn được cho cả nhánh.');
}

/** The branch of a unit that owes a report in the period; NotFound for the root, whose branch is the whole period. */
export async function openBranch(
  db: Db,
  actor: Reviewer,
  period: OpenedPeriod,
  unitId: number,
): Promise<OpenedBranch> {
  demandProvince(actor);
  const report = await db.report.findFirst({
    where: { periodId: period.id, unitId, parentId: { not: null } },
    select: { unitName: true },
  });
  if (!report) throw new NotFound('Trong kỳ này không có nhánh ấy.');
  return { actor, period, unitId, name: report.unitName } as unknown as OpenedBranch;
}

/** What an extension of a branch up to a day comes to. */
export interface BranchStanding {
  /** Reports that would be extended. */
  readonly extended: number;
  /** Those to be filed or corrected by that day or a later one already: they keep it. */
  readonly kept: number;
  /** Filed or accepted: nothing is to be extended. */
  readonly filed: number;
  readonly exempt: number;
  /** The earliest lock among those that would be extended; null where there are none. */
  readonly lockOn: Date | null;
}

export async function branchStanding(db: Db, of: OpenedBranch, dueBefore: Date): Promise<BranchStanding> {
  const doable = extendable(dueBefore);
  const [standing] = await db.$queryRaw<[BranchStanding]>`
    SELECT (count(*) FILTER (WHERE ${doable}))::int AS extended,
           (count(*) FILTER (WHERE ${OPEN} AND NOT ${doable}))::int AS kept,
           (count(*) FILTER (WHERE NOT ${OPEN} AND report.status <> 'EXEMPT'))::int AS filed,
           (count(*) FILTER (WHERE NOT ${OPEN} AND report.status = 'EXEMPT'))::int AS exempt,
           min(lock_on) FILTER (WHERE ${doable}) AS "lockOn"
    FROM reports report WHERE ${within(of)}`;
  return standing;
}

/** A report of a branch, and the day by which it is to be filed or corrected now. */
export interface NamedReport {
  readonly name: string;
  readonly day: Date;
}

/** The first `take` by name of those that would be extended, and of those that keep a day as late. */
export async function branchNames(db: Db, of: OpenedBranch, dueBefore: Date, take: number) {
  const doable = extendable(dueBefore);
  const first = (which: Prisma.Sql) => db.$queryRaw<NamedReport[]>`
    SELECT report.unit_name AS name, ${presentDeadline} AS day FROM reports report
    WHERE ${within(of)} AND ${which} ORDER BY report.unit_name, report.id LIMIT ${take}`;
  const [extended, kept] = await Promise.all([first(doable), first(Prisma.sql`${OPEN} AND NOT ${doable}`)]);
  return { extended, kept };
}

/** The next reports of a branch that can be extended, by id, locked until the transaction ends. */
export async function lockExtendable(
  tx: Tx,
  of: OpenedBranch,
  { dueBefore, after, take }: { dueBefore: Date; after: number; take: number },
) {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT report.id FROM reports report
    WHERE ${within(of)} AND report.id > ${after} AND ${extendable(dueBefore)}
    ORDER BY report.id LIMIT ${take} FOR UPDATE OF report`;
  return tx.report.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, orderBy: { id: 'asc' } });
}

function within({ period, unitId, name }: OpenedBranch): Prisma.Sql {
  return Prisma.sql`report.period_id = ${period.id} AND ${inBranch(period.id, { unitId, name })}`;
}

const OPEN = Prisma.sql`report.status::text = ANY (${[...transitions.extend.from]})`;
const extendable = (dueBefore: Date) => Prisma.sql`(${OPEN} AND ${presentDeadline} < ${dueBefore})`;
