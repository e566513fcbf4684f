export const INSPECTIONS = '/kiem-tra';

/** A year's plan, for the union that inspects. */
export function inspectionPlanAddress(year: number | ':year'): string {
  return `/kiem-tra/${year}`;
}

/** An inspection, for the union that inspects. */
export function inspectionAddress(id: number | ':id'): string {
  return `/kiem-tra/cuoc/${id}`;
}

/** The inspections of one's own unit. */
export const OWN_INSPECTIONS = '/kiem-tra/don-vi';

/** An inspection, for the unit that is inspected. */
export function ownInspectionAddress(id: number | ':id'): string {
  return `/kiem-tra/don-vi/${id}`;
}
