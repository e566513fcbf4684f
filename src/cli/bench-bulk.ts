import type { Prisma } from '../platform/prisma/client.js';
import { bulkDecision, worklistAcceptance, worklistAssignment, worklistReturn } from '../review/addresses.js';
import { ratio, timed, type BenchPortal } from './bench-portal.js';
import { acceptedProvince } from './bench-province.js';

const SIZES = [
  { size: 1000, year: 2401 },
  { size: 5000, year: 2402 },
] as const;
const GOAL = 'goal: 6 times 1000 and 10 s at most';

/** Decisions on 1,000 and on 5,000 reports at once, posted as their pages post them. */
export async function measureBulk({ url, deps }: BenchPortal): Promise<string[]> {
  const times = new Map<string, number[]>();
  for (const { size, year } of SIZES) {
    const province = { deps, size, year, origin: url };
    let cookie = '';
    const making = await timed(async () => {
      ({ cookie } = await acceptedProvince(deps, url, size, year));
    });
    process.stderr.write(`bulk: ${size} reports are made in ${seconds(making)} s\n`);
    for (const [what, decision] of Object.entries(DECISIONS)) {
      const time = await timedDecision({ ...province, cookie }, decision);
      process.stderr.write(`bulk: ${what} of ${size} took ${seconds(time)} s\n`);
      times.set(what, [...(times.get(what) ?? []), time]);
    }
  }
  return [...times].map(([what, [few = 0, many = 0]]) => {
    const figures = `${seconds(few)} s for 1000, ${seconds(many)} s for 5000`;
    return `${what}: ${figures}, ${ratio(many, few)} times (${GOAL})`;
  });
}

interface Decision {
  readonly address: (year: number) => string;
  /** Whether the units have filed what is decided on. */
  readonly isFiled: boolean;
  readonly fields: (accountId: number) => Readonly<Record<string, string>>;
  /** By what a report is known on which it was done. */
  readonly done: Prisma.ReportWhereInput;
}

const DAY = '20/12/2026';
const reason = 'Đo';
const DECISIONS: Readonly<Record<string, Decision>> = {
  'assigning at once': {
    address: worklistAssignment,
    isFiled: true,
    fields: (accountId) => ({ how: 'one', to: String(accountId) }),
    done: { assigneeId: { not: null } },
  },
  'accepting at once': {
    address: worklistAcceptance,
    isFiled: true,
    fields: () => ({}),
    done: { status: 'ACCEPTED' },
  },
  'returning at once': {
    address: worklistReturn,
    isFiled: true,
    fields: () => ({ reason, correctBefore: DAY }),
    done: { status: 'RETURNED' },
  },
  'extending at once': {
    address: (year) => bulkDecision(year, 'gia-han'),
    isFiled: false,
    fields: () => ({ whom: 'confirmed', reason, dueBefore: DAY, sure: 'yes' }),
    done: { extensions: { some: {} } },
  },
};

interface Province {
  readonly deps: BenchPortal['deps'];
  readonly origin: string;
  readonly cookie: string;
  readonly size: number;
  readonly year: number;
}

async function timedDecision(province: Province, decision: Decision): Promise<number> {
  const { deps, size, year } = province;
  const { address, isFiled, fields, done } = decision;
  await putBack(province, isFiled);
  const reports = await seenReports(province);
  const { id } = await deps.db.account.findUniqueOrThrow({ where: { username: `reviewer${year}` } });
  const post = await poster(province);
  const time = await timed(() => post(address(year), { ...fields(id), reports }));
  const count = await deps.db.report.count({ where: { ...childrenOf(year), ...done } });
  if (count !== size) throw new Error(`${address(year)} has decided on ${count} of ${size} reports`);
  return time;
}

/** The reports as they were before any decision. */
async function putBack({ deps, year }: Province, isFiled: boolean): Promise<void> {
  const where = childrenOf(year);
  const filed = { status: 'SUBMITTED', acceptedAt: null, correctBefore: null } as const;
  const unfiled = { ...filed, status: 'IN_PROGRESS', firstSubmittedAt: null, lastSubmittedAt: null } as const;
  await deps.db.report.updateMany({ where, data: isFiled ? filed : unfiled });
}

const childrenOf = (year: number): Prisma.ReportWhereInput => ({
  period: { year },
  unit: { code: { startsWith: `U${year}-` } },
});

async function seenReports({ deps, year }: Province): Promise<string> {
  const select = { id: true, version: true, assigneeId: true };
  const rows = await deps.db.report.findMany({ where: childrenOf(year), select });
  return rows.map(({ id, version, assigneeId }) => `${id}:${version}:${assigneeId ?? 0}`).join(',');
}

/** Posts forms with the token of a page that the reviewer has open. */
async function poster({ origin, cookie, year }: Province) {
  const page = await (await fetch(`${origin}/viec-xet-duyet/${year}`, { headers: { cookie } })).text();
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  return async (path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const body = new URLSearchParams({ ...fields, _csrf });
    const options = { method: 'POST', redirect: 'manual', headers: { cookie }, body } as const;
    const answer = await fetch(origin + path, options);
    await answer.text();
    if (![200, 303].includes(answer.status)) throw new Error(`${path} answers ${answer.status}`);
  };
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
