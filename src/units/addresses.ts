/** The units that an administrator manages. */
export const UNITS = '/quan-tri/don-vi';

/** Whom the people of the units below ask: said by the own unit's administrator. */
export const HELP_CONTACT = '/quan-tri/lien-he';

export function unitAddress(id: number | ':id'): string {
  return `${UNITS}/${id}`;
}

/** Where a unit is added below another one. */
export function newUnitAddress(parentId: number): string {
  return `${UNITS}/moi?cap-tren=${parentId}`;
}

/** Its name, code and place, to be changed. */
export function unitEditAddress(id: number | ':id'): string {
  return `${unitAddress(id)}/sua`;
}

/** The tree from that unit downwards. */
export function unitBranchAddress(id: number): string {
  return `${UNITS}?nhanh=${id}`;
}

/** Where its end is said; the page belongs to reports. */
export function unitEndingAddress(id: number | ':id'): string {
  return `${unitAddress(id)}/ket-thuc`;
}
