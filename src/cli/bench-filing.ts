import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { explanationName } from '../reports/filing/forms.js';
import { ownCheck, ownReceipt, ownReport, ownSection } from '../reports/addresses.js';
import type { Given, Sent, Told } from './bench-filing-thread.js';
import { asItStands, contentOf } from './bench-forms.js';
import { median, type BenchPortal } from './bench-portal.js';
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
export async function measureFiling({ url, deps, databaseUrl }: BenchPortal): Promise<string[]> {
  const filers = await readyFilers(deps, (ROUNDS + 1) * EACH, deps.config.sessionSecret ?? '');
  await deps.db.$executeRawUnsafe('VACUUM ANALYZE');
  const raws: number[] = [];
  const rates = new Map<Step, number[]>(STEPS.map((step) => [step, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    const cookies = filers.slice(round * EACH, (round + 1) * EACH).map(({ cookie }) => cookie);
    const raw = await rawRate(databaseUrl);
    if (round > 0) raws.push(raw);
    for (const step of STEPS) {
      const rate = await stepRate(url, step, cookies);
      if (round > 0) rates.get(step)?.push(rate);
    }
  }
  const raw = median(raws);
  const lines = STEPS.map((step) => {
    const rate = median(rates.get(step) ?? []);
    const ratio = (rate / raw).toFixed(3);
    return `${step}: ${rate.toFixed(0)} a second, ${ratio} of raw transactions (goal ${GOALS[step]})`;
  });
  return [`raw transactions: ${raw.toFixed(0)} a second`, ...lines];
}

async function stepRate(url: string, step: Step, cookies: readonly string[]): Promise<number> {
  const { requests, status } = await requestsOf(url, step, cookies);
  const { seconds, statuses } = await run({ url, connections: CONNECTIONS, requests });
  const other = statuses.find((one) => one !== status);
  if (other !== undefined) throw new Error(`${step} is answered with ${other}, not ${status}`);
  return requests.length / seconds;
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
const SUBMITTED = {
  declaration: 'yes',
  [explanationName('signed_report_present')]: 'Gửi qua bưu điện.',
  [explanationName('dated_report_date')]: 'Số liệu mẫu.',
};

async function run(given: Given): Promise<Told> {
  const thread = new Worker(new URL('./bench-filing-thread.js', import.meta.url), { workerData: given });
  const [told] = (await once(thread, 'message')) as [Told];
  return told;
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
