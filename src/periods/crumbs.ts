import { ADMINISTRATION } from '../platform/page/addresses.js';
import type { Crumb } from '../platform/page/render.js';
import { PERIODS, periodAddress } from './addresses.js';

export const ADMINISTRATION_CRUMB = { text: 'Quản trị', href: ADMINISTRATION };
export const PERIODS_CRUMB = { text: 'Kỳ báo cáo', href: PERIODS };

/** The way from administration to a page about one period; without `rest`, to the page of the period itself. */
export function periodCrumbs(year: number, ...rest: readonly Crumb[]): Crumb[] {
  const text = `Năm ${year}`;
  return [
    ADMINISTRATION_CRUMB,
    PERIODS_CRUMB,
    rest.length > 0 ? { text, href: periodAddress(year) } : { text },
    ...rest,
  ];
}
