import type { AppDeps } from '../deps.js';
import { followedProvince } from './bench-province.js';
import type { BenchPortal } from './bench-portal.js';
import { pageLine, type MeasuredPages } from './bench-visits.js';

const SIZES = [
  { size: 100, year: 2101 },
  { size: 10_000, year: 2102 },
  { size: 100_000, year: 2103 },
];

/**
 * The reviewer's pages at 100, 10,000 and 100,000 units: of the list its first page, a page in the middle and a name
 * searched, and the work list. And what the counts cost that they are read from.
 */
export async function measureFollowing({ url, deps }: BenchPortal): Promise<string[]> {
  const lists: List[] = [];
  const lines: string[] = [];
  for (const { size, year } of SIZES) {
    const list = await prepareList(deps, url, size, year);
    lists.push(list);
    lines.push(`opening a period for ${size} units more: ${(list.opened / 1000).toFixed(1)} s`);
  }
  for (const name of PAGES) lines.push(await pageLine(name, lists));
  return lines;
}

const PAGES = [
  '/theo-doi, first page',
  '/theo-doi, page in the middle',
  '/theo-doi, name searched',
  '/theo-doi, one unit overdue',
  '/viec-xet-duyet, first page',
] as const;
type PageName = (typeof PAGES)[number];
interface List extends MeasuredPages<PageName> {
  /** In milliseconds. */
  readonly opened: number;
}

async function prepareList(deps: AppDeps, url: string, size: number, year: number): Promise<List> {
  const { cookie, middle, opened } = await followedProvince(deps, url, size, year);
  const list = `${url}/theo-doi/${year}`;
  const pages = {
    '/theo-doi, first page': list,
    '/theo-doi, page in the middle': `${list}?sau=${middle}`,
    '/theo-doi, name searched': `${list}?ten=cong%20doan%2077`,
    '/theo-doi, one unit overdue': `${list}?thoi-han=overdue`,
    '/viec-xet-duyet, first page': `${url}/viec-xet-duyet/${year}`,
  };
  return { size, cookie, opened, pages };
}
