import type { Column } from '../platform/page/table.js';
import { headOfUnits } from './coverage.js';

interface Compared {
  readonly before: string;
  readonly change: string;
  readonly percent: string;
}
/** From how many units the figures of the year before are, and over how many a change is reckoned; null: of one unit each. */
interface ComparedUnits {
  readonly before: number;
  readonly both: number;
}

/** What figures were the year before, and how they changed. */
export function comparedColumns<Row extends Compared>(
  year: number,
  units: ComparedUnits | null = null,
): Column<Row>[] {
  return [
    [headOfUnits(`Năm ${year}`, units && units.before), ({ before }) => before, 'num'],
    [headOfUnits('Tăng, giảm', units && units.both), ({ change }) => change, 'num'],
    ['Tỷ lệ', ({ percent }) => percent, 'num'],
  ];
}
