import { REPORTS } from '../platform/page/addresses.js';

/** The place that stands on a unit's documents. */
export function documentPlaceAddress(year: number | ':year'): string {
  return `${REPORTS}/${year}/van-ban/dia-danh`;
}

/** The same for who comes from where a report is signed, and goes back there: to the one who came from the check page as such. */
export function wordingFromSigning(year: number | ':year', isFromCheck: boolean): string {
  return `${documentPlaceAddress(year)}?ve=${isFromCheck ? 'ky-kiem-tra' : 'ky'}`;
}
