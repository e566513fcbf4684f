import pg from 'pg';
import { explanationName } from '../reports/filing/forms.js';
import { ownCheck, ownReceipt, ownReport, ownSection } from '../reports/addresses.js';
import type { Given, Sent, Told } from './bench-filing-thread.js';
import { asItStands, contentOf } from './bench-forms.js';
import { median, type BenchPortal } from './bench-portal.js';
import { ofProcesses } from './bench-processes.js';
import { runThread } from './bench-thread.js';
import { DRILL_YEAR as YEAR, readyFilers } from './drill-visitors.js';

const [ROUNDS, EACH, CONNECTIONS] = [4, 160, 10];
const SECTION = 'cong-nhan-lao-dong';

/** What a filer does, in this order, and how many of them a second there are to be to one raw transaction. */
const GOALS = { overview: 0.045, section: 0.055, save: 0.04, check: 0.08, submit: 0.03, receipt: 0.085 };
type Step = keyof typeof GOALS;
const STEPS = Object.keys(GOALS) as Step[];

/**
 * Requests a second of a filer's steps over HTTP, ten at a time, each of another filer, against raw transactions: BEGIN, INSERT
 * of 3 kB, COMMIT, by ten connections to the same database. Medians of rounds in turn; a first one warms up.
 */
export async function measureFiling(portal: BenchPortal): Promise<string[]> {
  const { deps, databaseUrl } = portal;
  const filers = await readyFilers(deps, (ROUNDS + 1) * EACH, deps.config.sessionSecret ?? '');
  await deps.db.$executeRawUnsafe('VACUUM ANALYZE');
  const raws: number[] = [];
  const rates = new Map<Step, number[]>(STEPS.map((step) => [step, []]));
  const costs = new Map<Step, Cpu>();
  for (let round = 0; round <= ROUNDS; round++) {
    const cookies = filers.slice(round * EACH, (round + 1) * EACH).map(({ cookie }) => cookie);
    const raw = await rawRate(databaseUrl);
    if (round > 0) raws.push(raw);
    for (const step of STEPS) {
      const { rate, cpu } = await stepRate(portal, step, cookies);
      if (round === 0) continue;
      rates.get(step)?.push(rate);
      costs.set(step, added(costs.get(step) ?? NOTHING, cpu, 1 / (ROUNDS * EACH)));
    }
  }
  const raw = median(raws);
  const lines = STEPS.map((step) => {
    const rate = median(rates.get(step) ?? []);
    const ratio = (rate / raw).toFixed(3);
    const { node, postgres } = costs.get(step) ?? NOTHING;
    const cpu = `${node.toFixed(1)} ms of a core in Node, ${postgres.toFixed(1)} ms in PostgreSQL`;
    return `${step}: ${rate.toFixed(0)} a second, ${ratio} of raw transactions (goal ${GOALS[step]}); ${cpu}`;
  });
  return [`raw transactions: ${raw.toFixed(0)} a second`, ...lines];
}

async function stepRate(portal: BenchPortal, step: Step, cookies: readonly string[]) {
  const { url } = portal;
  const { requests, status } = await requestsOf(url, step, cookies);
  const before = await cpuUsed(portal);
  const { seconds, statuses } = await run({ url, connections: CONNECTIONS, requests });
  const cpu = added(await cpuUsed(portal), before, -1);
  const other = statuses.find((one) => one !== status);
  if (other !== undefined) throw new Error(`${step} is answered with ${other}, not ${status}`);
  return { rate: requests.length / seconds, cpu };
}

/** In ms of a core: of the thread that serves, and of all processes of PostgreSQL; of those 0 where the system has no /proc. */
interface Cpu {
  readonly node: number;
  readonly postgres: number;
}
const NOTHING: Cpu = { node: 0, postgres: 0 };

function added(a: Cpu, b: Cpu, times: number): Cpu {
  return { node: a.node + b.node * times, postgres: a.postgres + b.postgres * times };
}

async function cpuUsed({ deps }: BenchPortal): Promise<Cpu> {
  // The floor of Node knows of no threads: then the filers' work is the portal's too.
  const { threadCpuUsage = () => process.cpuUsage() } = process as Partial<NodeJS.Process>;
  const { user, system } = threadCpuUsage();
  const [{ pid }] = await deps.db.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`;
  return { node: (user + system) / 1000, postgres: await serverCpu(pid) };
}

const TICK_MS = 10;

/** Of the server to which a process belongs: its first process, with all that have ended, and those that it has now. */
async function serverCpu(pid: number): Promise<number> {
  const processes = (await ofProcesses('stat')).map(readStat);
  const server = processes.find((one) => one.pid === pid)?.parent;
  const own = processes.filter((one) => one.pid === server || one.parent === server);
  return (
    own.reduce((sum, { pid: id, ticks, ofEnded }) => sum + ticks + (id === server ? ofEnded : 0), 0) * TICK_MS
  );
}

/** proc_pid_stat(5): ppid, utime, stime, cutime, cstime. */
function readStat(stat: string) {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
    (i) => fields[i],
  );
  return { pid: Number.parseInt(stat), parent, ticks: user + system, ofEnded: endedUser + endedSystem };
}

const PAGES: Readonly<Record<Exclude<Step, 'save' | 'submit'>, string>> = {
  overview: ownReport(YEAR),
  section: ownSection(YEAR, SECTION),
  check: ownCheck(YEAR),
  receipt: ownReceipt(YEAR),
};

/** What is posted is made of the forms that each filer's own page shows. */
async function requestsOf(url: string, step: Step, cookies: readonly string[]) {
  const asked = (path: string) => cookies.map((cookie): Sent => ({ method: 'GET', path, cookie }));
  if (step !== 'save' && step !== 'submit') return { requests: asked(PAGES[step]), status: 200 };
  const path = step === 'save' ? PAGES.section : PAGES.check;
  const typed = step === 'save' ? SAVED : SUBMITTED;
  const { bodies } = await run({ url, connections: CONNECTIONS, requests: asked(path) });
  const requests = bodies.map((html, i): Sent => {
    const form = contentOf(html, path).forms.find(({ action }) => action.split('?')[0] === path);
    if (!form) throw new Error(`${path} has no form`);
    const body = new URLSearchParams({ ...Object.fromEntries(asItStands(form)), ...typed }).toString();
    return { method: 'POST', path, cookie: cookies[i]!, body };
  });
  return { requests, status: 303 };
}

const SAVED = { initiatives: '5' };
/** What is typed into the check page of a draft of the bench. */
export const SUBMITTED = {
  declaration: 'yes',
  [explanationName('signed_report_present')]: 'Gửi qua bưu điện.',
  [explanationName('dated_report_date')]: 'Số liệu mẫu.',
};

function run(given: Given): Promise<Told> {
  return runThread('./bench-filing-thread.js', given);
}

const RAW_SECONDS = 1;

async function rawRate(connectionString: string): Promise<number> {
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString }));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]?.query('CREATE TABLE IF NOT EXISTS bench_rows (content text)');
  const end = performance.now() + RAW_SECONDS * 1000;
  const content = 'x'.repeat(3000);
  let done = 0;
  const work = async (client: pg.Client) => {
    for (; performance.now() < end; done++) {
      await client.query('BEGIN');
      await client.query('INSERT INTO bench_rows VALUES ($1)', [content]);
      await client.query('COMMIT');
    }
  };
  await Promise.all(clients.map(work));
  await clients[0]?.query('TRUNCATE bench_rows');
  await Promise.all(clients.map((client) => client.end()));
  return done / RAW_SECONDS;
}
