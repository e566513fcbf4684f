import type { Reviewer } from '../../platform/actor.js';
import type { Selection } from '../../platform/page/selection.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { BULK_LIMIT, type LeftOut } from '../bulk/rules.js';

const COLUMNS = {
  id: true,
  unitName: true,
  unitLevel: true,
  status: true,
  version: true,
  assigneeId: true,
  assigneeName: true,
  dueBefore: true,
  lockOn: true,
  firstSubmittedAt: true,
  lastSubmittedAt: true,
  acceptedAt: true,
  correctBefore: true,
} satisfies Prisma.ReportSelect;
export type SelectedReport = Prisma.ReportGetPayload<{ select: typeof COLUMNS }>;

/** What a selection comes to now. */
export interface Selected {
  /** The direct children's reports, whatever their state, by name; at most BULK_LIMIT. */
  readonly rows: readonly SelectedReport[];
  /** The pasted codes that name none of them, with why. */
  readonly strangers: readonly LeftOut[];
  /** How many match the filter now, where that is not what was shown. */
  readonly matchesNow: number | undefined;
}

/** `matching`: the filter of the list, beside whose children and of which period. `ids`: the reports that are ticked. */
export interface SelectionParts extends Selection {
  readonly periodId: number;
  readonly matching: Prisma.ReportWhereInput;
  readonly ids: readonly number[];
}

/** The reports of the reviewer's direct children that are chosen: what is ticked, pasted and matches, each once. */
export async function selectReports(
  db: Db,
  reviewer: Reviewer,
  { periodId, matching, ids, isAll, codes, matched }: SelectionParts,
): Promise<Selected> {
  const mine = { parentId: reviewer.unit.id, periodId };
  const [named, count] = await Promise.all([
    reportsByCode(db, reviewer, periodId, codes),
    isAll && matched !== undefined ? countMatching(db, { ...mine, ...matching }) : matched,
  ]);
  const given = [...ids.slice(0, BULK_LIMIT), ...named.ids];
  const rows = await db.report.findMany({
    where: { AND: [mine, { OR: [{ id: { in: given } }, ...(isAll ? [matching] : [])] }] },
    select: COLUMNS,
    orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
    take: BULK_LIMIT,
  });
  return { rows, strangers: named.strangers, matchesNow: count === matched ? undefined : count };
}

/** How many match, counted no further than it matters. */
export function countMatching(db: Db, where: Prisma.ReportWhereInput): Promise<number> {
  // In an order that an index of the list has: else Prisma asks for that of the ids, which reads other parents' reports, too.
  const orderBy: Prisma.ReportOrderByWithRelationInput[] = [{ lastSubmittedAt: 'asc' }, { id: 'asc' }];
  return db.report.count({ where, orderBy, take: BULK_LIMIT + 1 });
}

/** The direct children's reports by the codes of their units. A code outside of the reviewer's branch is as unknown as any. */
export async function reportsByCode(
  db: Db | Tx,
  { unit }: Reviewer,
  periodId: number,
  codes: readonly string[],
): Promise<{ ids: number[]; strangers: LeftOut[] }> {
  if (codes.length === 0) return { ids: [], strangers: [] };
  const stored = codes.map((code) => code.toUpperCase());
  const found = await db.$queryRaw<{ code: string; name: string; id: number | null }[]>`
    SELECT unit.code, unit.name, report.id
    FROM units unit LEFT JOIN reports report
      ON report.unit_id = unit.id AND report.period_id = ${periodId} AND report.parent_id = ${unit.id}
    WHERE unit.code = ANY (${stored}) AND (starts_with(unit.path, ${unit.path}) OR report.id IS NOT NULL)`;
  const byCode = new Map(found.map((row) => [row.code, row]));
  const strangers = codes.flatMap((code) => {
    const row = byCode.get(code.toUpperCase());
    if (!row) return [{ name: code, why: 'không có đơn vị nào mang mã này trong phạm vi của bạn' }];
    return row.id === null ? [{ name: `${code} (${row.name})`, why: NOT_YOURS }] : [];
  });
  return { ids: found.flatMap(({ id }) => (id === null ? [] : [id])), strangers };
}
const NOT_YOURS = 'không trực tiếp báo cáo về đơn vị bạn trong kỳ này';
