/** The place that stands on a unit's documents. */
export function documentPlaceAddress(year: number | ':year'): string {
  return `/bao-cao/${year}/van-ban/dia-danh`;
}
