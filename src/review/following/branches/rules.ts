import { formatNumber } from '../../../platform/text/format.js';
import type { BranchSort } from '../forms.js';
import type { Progress } from '../rules.js';

export const BRANCHES_SHOWN = 20;

/**
 * In the order of a rate, or of how many are overdue. Those of which nothing is expected have none, and stand last; the same
 * ones keep the order that they come in.
 */
export function ranked<Row extends Progress>(rows: readonly Row[], { by, isRising }: BranchSort): Row[] {
  const value = (row: Row) => (by === 'overdue' ? row.overdue : row[by] / row.expected);
  const counted = rows.filter(({ expected }) => expected > 0);
  const order = isRising ? 1 : -1;
  const inOrder = counted.sort((a, b) => order * (value(a) - value(b)));
  return [...inOrder, ...rows.filter(({ expected }) => expected === 0)];
}

/** "6 / 10"; "–" where nothing is expected. */
export function filedOf({ received, expected }: Progress): string {
  return expected === 0 ? '–' : `${formatNumber(received)} / ${formatNumber(expected)}`;
}

/** How dark the cell of a share is: a step from 0, nothing, to 5, the whole. */
export function heatOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(5, Math.floor((5 * part) / whole));
}
