import type { AppDeps } from '../deps.js';
import type { BenchPortal } from './bench-portal.js';
import { acceptedProvince } from './bench-province.js';
import { pageLine, type MeasuredPages } from './bench-visits.js';

const SIZES = [
  { size: 100, year: 2111 },
  { size: 10_000, year: 2112 },
  { size: 100_000, year: 2113 },
];

/**
 * The consolidation's pages of figures at 100, 10,000 and 100,000 accepted reports: the steps, the totals, and of the parts of a
 * total and of a figure over the years the first page and one in the middle.
 */
export async function measureConsolidation({ url, deps }: BenchPortal): Promise<string[]> {
  const provinces: MeasuredPages<PageName>[] = [];
  for (const { size, year } of SIZES) provinces.push(await prepare(deps, url, size, year));
  const lines: string[] = [];
  for (const name of PAGES) lines.push(await pageLine(name, provinces));
  return lines;
}

const PAGES = [
  '/tong-hop, steps',
  '/tong-hop, units never carried',
  '/tong-hop, totals',
  '/tong-hop, totals of one kind of unit',
  '/tong-hop, parts, first page',
  '/tong-hop, parts, page in the middle',
  '/tong-hop, years, first page',
  '/tong-hop, years, page in the middle',
] as const;
type PageName = (typeof PAGES)[number];

async function prepare(deps: AppDeps, url: string, size: number, year: number) {
  const { cookie, middle } = await acceptedProvince(deps, url, size, year);
  const consolidation = `${url}/tong-hop/${year}`;
  const totals = `${consolidation}/so-lieu`;
  const [parts, years] = [`${totals}/registered_worker`, `${consolidation}/cac-nam/registered_worker`];
  const pages = {
    '/tong-hop, steps': consolidation,
    '/tong-hop, units never carried': `${consolidation}/chua-trich`,
    '/tong-hop, totals': totals,
    '/tong-hop, totals of one kind of unit': `${totals}?cap=GRASSROOTS`,
    '/tong-hop, parts, first page': parts,
    '/tong-hop, parts, page in the middle': `${parts}?sau=${middle}`,
    '/tong-hop, years, first page': years,
    '/tong-hop, years, page in the middle': `${years}?sau=${middle}`,
  };
  return { size, cookie, pages };
}
