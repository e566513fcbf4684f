import { REPORTS } from '../platform/page/addresses.js';

/** The place that stands on a unit's documents. */
export function documentPlaceAddress(year: number | ':year'): string {
  return `${REPORTS}/${year}/van-ban/dia-danh`;
}

/**
 * The same for who comes from where a report is signed, and goes back there. `from`: where that page leads back in its turn
 * (reports/addresses.ts).
 */
export function wordingFromSigning(year: number, from: '' | 'kiem-tra' | 'phan'): string {
  return `${documentPlaceAddress(year)}?ve=${from === '' ? 'ky' : `ky-${from}`}`;
}
