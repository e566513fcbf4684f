import { REPORTS } from '../platform/page/addresses.js';

/** The place that stands on a unit's documents. */
export function documentPlaceAddress(year: number | ':year'): string {
  return `${REPORTS}/${year}/van-ban/dia-danh`;
}
