/** The units that an administrator manages. */
export const UNITS = '/quan-tri/don-vi';

/** Whom the people of the units below ask: said by the own unit's administrator. */
export const HELP_CONTACT = '/quan-tri/lien-he';

export function unitAddress(id: number | ':id'): string {
  return `${UNITS}/${id}`;
}

/** Where its end is said; the page belongs to reports. */
export function unitEndingAddress(id: number | ':id'): string {
  return `${unitAddress(id)}/ket-thuc`;
}
