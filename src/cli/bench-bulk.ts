import { acceptedProvince } from './bench-province.js';
import { ratio, timed, type BenchPortal } from './bench-portal.js';

const SIZES = [
  { size: 1000, year: 2401 },
  { size: 5000, year: 2402 },
] as const;
const GOAL = 'goal: 6 times 1000 and 10 s at most';

/** Decisions on 1,000 and on 5,000 reports at once, posted as their pages post them. */
export async function measureBulk({ url, deps }: BenchPortal): Promise<string[]> {
  const times = new Map<string, number[]>();
  for (const { size, year } of SIZES) {
    const { cookie } = await acceptedProvince(deps, url, size, year);
    const list = { url: `${url}/viec-xet-duyet/${year}`, cookie };
    for (const [what, path, fields] of DECISIONS) {
      await deps.db.$executeRaw`
        UPDATE reports SET status = 'SUBMITTED', accepted_at = NULL
        WHERE period_id = (SELECT id FROM periods WHERE year = ${year}) AND parent_id IS NOT NULL
          AND unit_id IN (SELECT id FROM units WHERE code LIKE ${`U${year}-%`})`;
      const reports = await seenReports(deps, year);
      const time = await timed(() => post(list, path, { ...fields, reports }));
      times.set(what, [...(times.get(what) ?? []), time]);
    }
  }
  return [...times].map(([what, [few = 0, many = 0]]) => {
    const figures = `${(few / 1000).toFixed(1)} s for 1000, ${(many / 1000).toFixed(1)} s for 5000`;
    return `${what}: ${figures}, ${ratio(many, few)} times (${GOAL})`;
  });
}

type Fields = Readonly<Record<string, string>>;
const DECISIONS: readonly [string, string, Fields][] = [
  ['accepting at once', '/chap-nhan', {}],
  ['returning at once', '/tra-lai', { reason: 'Đo', correctBefore: '10/9/2026' }],
];

async function seenReports({ db }: BenchPortal['deps'], year: number): Promise<string> {
  const where = { period: { year }, unit: { code: { startsWith: `U${year}-` } } };
  const rows = await db.report.findMany({ where, select: { id: true, version: true } });
  return rows.map(({ id, version }) => `${id}:${version}:0`).join(',');
}

async function post(list: { url: string; cookie: string }, path: string, fields: Fields): Promise<void> {
  const headers = { cookie: list.cookie };
  const page = await (await fetch(list.url, { headers })).text();
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ ...fields, _csrf });
  const answer = await fetch(list.url + path, { method: 'POST', redirect: 'manual', headers, body });
  if (answer.status !== 303) throw new Error(`${path} answers ${answer.status}`);
}
