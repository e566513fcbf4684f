import type { AppDeps } from '../deps.js';
import { followedProvince } from './bench-province.js';
import { median, ratio, timed, type BenchPortal } from './bench-portal.js';

const SIZES = [
  { size: 100, year: 2101 },
  { size: 10_000, year: 2102 },
];
const VISITS = 60;
const WARM_UP = 10;

/** The reviewer's list at 100 and at 10,000 units: its first page, a page in the middle, a name searched. */
export async function measureFollowing({ url, deps }: BenchPortal): Promise<string[]> {
  const lists: List[] = [];
  for (const { size, year } of SIZES) lists.push(await prepareList(deps, url, size, year));
  const [few, many] = lists;
  if (!few || !many) return [];
  const lines: string[] = [];
  for (const name of PAGES) {
    const times = await visitTimes([few, many].map(({ cookie, pages }) => ({ url: pages[name], cookie })));
    const [short = 0, long = 0] = times;
    const figures = `${short.toFixed(1)} ms, ${long.toFixed(1)} ms`;
    lines.push(
      `/theo-doi, ${name}: ${ratio(long, short)} times as long at 10,000 units as at 100 (${figures})`,
    );
  }
  return lines;
}

const PAGES = ['first page', 'page in the middle', 'name searched'] as const;
interface List {
  cookie: string;
  pages: Record<(typeof PAGES)[number], string>;
}

async function prepareList(deps: AppDeps, url: string, size: number, year: number): Promise<List> {
  const { cookie, middle } = await followedProvince(deps, url, size, year);
  const list = `${url}/theo-doi/${String(year)}`;
  const pages = {
    'first page': list,
    'page in the middle': `${list}?sau=${String(middle)}`,
    'name searched': `${list}?ten=cong%20doan%2077`,
  };
  return { cookie, pages };
}

/** Median times, the pages visited in turn: what warms up or disturbs one does so to the other. */
async function visitTimes(pages: readonly { url: string; cookie: string }[]): Promise<number[]> {
  const times = pages.map((): number[] => []);
  for (let visit = 0; visit < VISITS; visit++)
    for (const [index, { url, cookie }] of pages.entries())
      times[index]?.push(await timed(() => visitPage(url, cookie)));
  return times.map((all) => median(all.slice(WARM_UP)));
}

async function visitPage(url: string, cookie: string): Promise<void> {
  const answer = await fetch(url, { headers: { cookie } });
  if (!(await answer.text()).includes('Theo dõi năm')) throw new Error(`${url} shows something else`);
}
