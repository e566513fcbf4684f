import { median, ratio, timed } from './bench-portal.js';

const VISITS = 60;
const WARM_UP = 10;

/** The pages of one reviewer, by the names they are measured by. */
export interface MeasuredPages<N extends string> {
  readonly size: number;
  readonly cookie: string;
  readonly pages: Readonly<Record<N, string>>;
}

/** How many times as long a page takes as with the fewest units. */
export async function pageLine<N extends string>(
  name: N,
  lists: readonly MeasuredPages<N>[],
): Promise<string> {
  const visits = lists.map(({ cookie, pages }) => ({ url: pages[name], cookie }));
  if (await isMissing(visits)) return `${name}: skipped, there is no such page`;
  const times = await visitTimes(visits);
  const [least = 0] = times;
  const figures = lists.map(({ size }, at) => {
    const time = times[at] ?? 0;
    const often = at === 0 ? '' : `, ${ratio(time, least)} times`;
    return `${size} units ${time.toFixed(1)} ms${often}`;
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
