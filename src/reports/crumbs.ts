import type { Crumb } from '../platform/page/render.js';
import { REPORTS } from '../platform/page/addresses.js';
import { ownReport } from './addresses.js';

/** The way from the unit's own reports to a page about one of them; without `rest`, to the report's own page. */
export function reportCrumbs(year: number | string, ...rest: readonly Crumb[]): Crumb[] {
  const text = `Báo cáo năm ${year}`;
  return [
    { text: 'Báo cáo', href: REPORTS },
    rest.length > 0 ? { text, href: ownReport(year) } : { text },
    ...rest,
  ];
}
