import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { readForm, type FormDefinition } from '../../periods/form-definition.js';
import { childSums, type Counted } from '../../reports/consolidated/sums/finders.js';
import type { ChildSums } from '../../reports/consolidated/rules.js';
import type { Consolidation } from '../finders.js';

/** Another year's period with its form as it was at the end. */
export interface OtherYear {
  readonly id: number;
  readonly year: number;
  readonly form: FormDefinition;
}

/** The period of the year before; null where there was none. */
export async function yearBefore(db: Db, { period }: Consolidation<Overseer>): Promise<OtherYear | null> {
  const row = await db.period.findFirst({
    where: { year: period.year - 1, openedAt: { not: null } },
    select: { id: true, year: true, form: true },
  });
  return row && { ...row, form: readForm(row.form) };
}

/** What was accepted of the own unit's direct children in another year. */
export function totalsOfYear(
  db: Db,
  { actor }: Consolidation<Overseer>,
  other: OtherYear,
  level: Counted['level'],
): Promise<ChildSums> {
  return childSums(db, { parentId: actor.unit.id, periodId: other.id }, { withSubmitted: false, level });
}

/** Units shown by name when they are missing; the rest are a link away. */
const MISSING_SHOWN = 20;

/** The first direct children whose report is neither accepted nor exempt. */
export function missingChildren(db: Db, { actor, period }: Consolidation<Overseer>, { level }: Counted) {
  return db.report.findMany({
    where: {
      parentId: actor.unit.id,
      periodId: period.id,
      status: { notIn: ['ACCEPTED', 'EXEMPT'] },
      ...(level ? { unitLevel: level } : {}),
    },
    select: { id: true, unitName: true, status: true },
    orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
    take: MISSING_SHOWN,
  });
}
export type Missing = Awaited<ReturnType<typeof missingChildren>>[number];
