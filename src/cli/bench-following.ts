import { followedProvince } from './bench-province.js';
import { median, ratio, timed, type BenchPortal } from './bench-portal.js';

const SIZES = [
  { size: 100, year: 2101 },
  { size: 10_000, year: 2102 },
];
const VISITS = 40;
const WARM_UP = 10;

/** The reviewer's list at 100 and at 10,000 units: its first page, a page in the middle, a name searched. */
export async function measureFollowing({ url, deps }: BenchPortal): Promise<string[]> {
  const times = new Map<string, number[]>();
  for (const { size, year } of SIZES) {
    const { cookie, middle } = await followedProvince(deps, url, size, year);
    const list = `/theo-doi/${String(year)}`;
    const pages = {
      'first page': list,
      'page in the middle': `${list}?sau=${String(middle)}`,
      'name searched': `${list}?ten=cong%20doan%2077`,
    };
    for (const [name, path] of Object.entries(pages))
      times.set(name, [...(times.get(name) ?? []), await visitTime(url + path, cookie)]);
  }
  return [...times].map(([name, [few = 0, many = 0]]) => {
    const figures = `${few.toFixed(1)} ms, ${many.toFixed(1)} ms`;
    return `/theo-doi, ${name}: ${ratio(many, few)} times as long at 10,000 units as at 100 (${figures})`;
  });
}

async function visitTime(url: string, cookie: string): Promise<number> {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit++)
    times.push(
      await timed(async () => {
        const answer = await fetch(url, { headers: { cookie } });
        if (!(await answer.text()).includes('Theo dõi năm')) throw new Error(`${url} shows something else`);
      }),
    );
  return median(times.slice(WARM_UP));
}
