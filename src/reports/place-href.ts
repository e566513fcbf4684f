import { documentPlaceAddress } from '../document-settings/addresses.js';
import { hasRole, FILING_ROLES } from '../platform/actor.js';
import type { OpenedOwn } from './finders.js';

/** A filer's or signatory's link to the page that asks for the place of the unit's documents; '' for others, or if it is known. */
export function placeHref(open: OpenedOwn, isPlaceless: boolean): string {
  return isPlaceless && hasRole(open.actor, ...FILING_ROLES)
    ? documentPlaceAddress(open.report.period.year)
    : '';
}
