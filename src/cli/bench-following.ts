import type { AppDeps } from '../deps.js';
import { followedProvince } from './bench-province.js';
import { median, ratio, timed, type BenchPortal } from './bench-portal.js';

const SIZES = [
  { size: 100, year: 2101 },
  { size: 10_000, year: 2102 },
  { size: 100_000, year: 2103 },
];
const VISITS = 60;
const WARM_UP = 10;

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
    lines.push(`opening a period for ${String(size)} units more: ${(list.opened / 1000).toFixed(1)} s`);
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
interface List {
  size: number;
  cookie: string;
  /** In milliseconds. */
  opened: number;
  pages: Record<PageName, string>;
}

async function prepareList(deps: AppDeps, url: string, size: number, year: number): Promise<List> {
  const { cookie, middle, opened } = await followedProvince(deps, url, size, year);
  const list = `${url}/theo-doi/${String(year)}`;
  const pages = {
    '/theo-doi, first page': list,
    '/theo-doi, page in the middle': `${list}?sau=${String(middle)}`,
    '/theo-doi, name searched': `${list}?ten=cong%20doan%2077`,
    '/theo-doi, one unit overdue': `${list}?thoi-han=overdue`,
    '/viec-xet-duyet, first page': `${url}/viec-xet-duyet/${String(year)}`,
  };
  return { size, cookie, opened, pages };
}

/** How many times as long a page takes as with the fewest units. */
async function pageLine(name: PageName, lists: readonly List[]): Promise<string> {
  const visits = lists.map(({ cookie, pages }) => ({ url: pages[name], cookie }));
  if (await isMissing(visits)) return `${name}: skipped, there is no such page`;
  const times = await visitTimes(visits);
  const [least = 0] = times;
  const figures = lists.map(({ size }, at) => {
    const time = times[at] ?? 0;
    const often = at === 0 ? '' : `, ${ratio(time, least)} times`;
    return `${String(size)} units ${time.toFixed(1)} ms${often}`;
  });
  return `${name}: ${figures.join('; ')}`;
}

interface Visit {
  url: string;
  cookie: string;
}

async function isMissing(visits: readonly Visit[]): Promise<boolean> {
  const [first] = visits;
  if (!first) return true;
  const answer = await fetch(first.url, { headers: { cookie: first.cookie } });
  await answer.text();
  return answer.status === 404;
}

/** Median times, the pages visited in turn: what warms up or disturbs one does so to the others. */
async function visitTimes(pages: readonly Visit[]): Promise<number[]> {
  const times = pages.map((): number[] => []);
  for (let visit = 0; visit < VISITS; visit++)
    for (const [index, { url, cookie }] of pages.entries())
      times[index]?.push(await timed(() => visitPage(url, cookie)));
  return times.map((all) => median(all.slice(WARM_UP)));
}

async function visitPage(url: string, cookie: string): Promise<void> {
  const answer = await fetch(url, { headers: { cookie } });
  const html = await answer.text();
  if (answer.status !== 200 || !html.includes('</html>')) throw new Error(`${url} shows something else`);
}
