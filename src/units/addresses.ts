/** The units that an administrator manages. */
export const UNITS = '/quan-tri/don-vi';

export function unitAddress(id: number | ':id'): string {
  return `/quan-tri/don-vi/${id}`;
}
