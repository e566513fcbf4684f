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
  for (const name of PAGES) lines.push(`${await pageLine(name, lists)} (goal: ${GOAL} times at most)`);
  return lines;
}

const GOAL = 1.3;
const PAGES = [
  '/theo-doi, first page',
  '/theo-doi, page in the middle',
  '/theo-doi, name searched',
  '/theo-doi, one unit overdue',
  '/theo-doi, a name typed without marks that all have',
  '/theo-doi, a name that none has',
  '/theo-doi, late where none is late',
  '/theo-doi, late where none is late, newest first',
  '/theo-doi, newest first',
  '/theo-doi, one state',
  '/viec-xet-duyet, first page',
  '/viec-xet-duyet, accepted',
  '/viec-xet-duyet, name searched',
] as const;
type PageName = (typeof PAGES)[number];
interface List extends MeasuredPages<PageName> {
  /** In milliseconds. */
  readonly opened: number;
}

async function prepareList(deps: AppDeps, url: string, size: number, year: number): Promise<List> {
  const { cookie, middle, opened } = await followedProvince(deps, url, size, year);
  const list = `${url}/theo-doi/${year}`;
  const work = `${url}/viec-xet-duyet/${year}`;
  const pages = {
    '/theo-doi, first page': list,
    '/theo-doi, page in the middle': `${list}?sau=${middle}`,
    '/theo-doi, name searched': `${list}?ten=cong%20doan%2077`,
    '/theo-doi, one unit overdue': `${list}?thoi-han=overdue`,
    '/theo-doi, a name typed without marks that all have': `${list}?ten=cong%20doan`,
    '/theo-doi, a name that none has': `${list}?ten=khong%20co`,
    '/theo-doi, late where none is late': `${list}?thoi-han=late`,
    '/theo-doi, late where none is late, newest first': `${list}?thoi-han=late&sap-xep=newest`,
    '/theo-doi, newest first': `${list}?sap-xep=newest`,
    '/theo-doi, one state': `${list}?trang-thai=ACCEPTED`,
    '/viec-xet-duyet, first page': work,
    '/viec-xet-duyet, accepted': `${work}?muc=da-chap-nhan`,
    '/viec-xet-duyet, name searched': `${work}?ten=cong%20doan%2077`,
  };
  return { size, cookie, opened, pages };
}
