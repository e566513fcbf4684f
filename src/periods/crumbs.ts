import type { Crumb } from '../platform/page/render.js';

/** The way from administration to a page about one period; without `rest`, to the page of the period itself. */
export function periodCrumbs(year: number, ...rest: readonly Crumb[]): Crumb[] {
  const text = `Năm ${year}`;
  return [
    { text: 'Quản trị', href: '/quan-tri' },
    { text: 'Kỳ báo cáo', href: '/quan-tri/ky-bao-cao' },
    rest.length > 0 ? { text, href: `/quan-tri/ky-bao-cao/${year}` } : { text },
    ...rest,
  ];
}
