import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../platform/free-ports.js';
import {
  following,
  ownCheck,
  ownDocument,
  ownReceipt,
  ownReport,
  ownSection,
  worklistOf,
} from '../reports/addresses.js';
import { SUBMITTED } from './bench-filing.js';
import { asItStands, contentOf } from './bench-forms.js';
import { BENCH_NOW, quantile } from './bench-portal.js';
import { portalProcesses } from './bench-processes.js';
import { numberOption } from './bench-options.js';
import { startDrillPortal, type DrillPortal } from './drill-portal.js';
import { ask, DRILL_YEAR as YEAR, type Answer, type Asked } from './drill-visitors.js';

// npm run bench -- night [--units=2000 --minutes=10]: the night of the deadline. Every unit looks at its report, fills three sections
// in, each saved by itself every few seconds, checks, submits and sees its receipt; others look at their pages, and some take PDFs.

const [SAVES, BETWEEN_SAVES_MS, PDFS_A_MINUTE, OTHERS_EVERY_MS, QUIET_MS] = [4, 4000, 20, 500, 20_000];
const SECTIONS = ['cong-nhan-lao-dong', 'thong-tin-chung', 'kien-nghi'];
const [GOAL_P99_MS, GOAL_TIMES_QUIET, GOAL_IDLE_MB, GOAL_NIGHT_MB] = [300, 2, 250, 450];

export async function measureNight(): Promise<string[]> {
  const [units, minutes] = [numberOption('units', 2000), numberOption('minutes', 10)];
  const [port = 0] = await freePorts(1);
  const portal = await startDrillPortal({ filers: units, port });
  try {
    return await nightOf(portal, minutes * 60_000);
  } finally {
    await portal.stop();
  }
}

async function nightOf(portal: DrillPortal, length: number): Promise<string[]> {
  const [reviewer, quiet, night] = [await reviewerOf(portal), new Asking(portal.url), new Asking(portal.url)];
  // What the processes have done to get ready is over, and what is kept is kept.
  await quiet.others(reviewer, performance.now() + QUIET_MS / 2);
  quiet.times.clear();
  const idle = await memoryOf(portal);
  await quiet.others(reviewer, performance.now() + QUIET_MS);
  const end = performance.now() + length;
  let memory = idle;
  const watch = setInterval(
    () => void memoryOf(portal).then((now) => (memory = Math.max(memory, now))),
    1000,
  );
  await Promise.all([
    night.others(reviewer, end),
    night.papers(portal, end),
    ...portal.filers.map(({ cookie }, i) =>
      night.file(cookie, (length * FILING_SHARE * i) / portal.filers.length),
    ),
  ]);
  clearInterval(watch);
  return [
    `${portal.filers.length} units in ${length / 60_000} minutes: ${night.failed()} (goal: 0 errors)`,
    ...STEPS.map((step) => `  ${step}: ${night.waits(step)} (goal: p99 ${GOAL_P99_MS} ms)`),
    ...Object.keys(OTHERS).map(
      (name) =>
        `  ${name}: ${night.waits(name)}; quiet ${quiet.waits(name)} (goal: ${GOAL_TIMES_QUIET} times)`,
    ),
    `  PDF: ${night.waits('PDF')}`,
    `  memory of a process: ${idle} MB idle (goal ${GOAL_IDLE_MB}), at most ${memory} MB (goal ${GOAL_NIGHT_MB})`,
    ...night.histogram(),
  ];
}

/** The last to begin still comes to an end within the night. */
const FILING_SHARE = 0.85;
const STEPS = ['overview', 'section', 'save', 'check', 'submit', 'receipt'];
const OTHERS: Readonly<Record<string, string>> = {
  'home page': '/',
  following: following(YEAR),
  'work list': worklistOf(YEAR),
};

/** Requests by what they are for: how long each answer took, in ms, and what was not answered as it should be. */
class Asking {
  readonly times = new Map<string, number[]>();
  private readonly failures: string[] = [];
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly url: string) {}

  /** One unit, from its first page to its receipt, beginning `after` ms. */
  async file(cookie: string, after: number): Promise<void> {
    await sleep(after);
    const get = (step: string, path: string) => this.ask(step, path, { cookie });
    const post = (step: string, path: string, fields: Asked['fields'], accept?: string) =>
      this.ask(step, path, { cookie, ...(fields ? { fields } : {}), ...(accept ? { accept } : {}) });
    await get('overview', ownReport(YEAR));
    for (const section of SECTIONS) {
      const path = ownSection(YEAR, section);
      let fields = fieldsOf(await get('section', path), path);
      for (let time = 0; time < SAVES && fields; time++) {
        await sleep(BETWEEN_SAVES_MS);
        const answer = await post('save', path, fields, 'application/json');
        const { version, seen } =
          answer?.status === 200 ? (JSON.parse(answer.body) as Record<string, string>) : {};
        fields = { ...fields, version: String(version), seen: String(seen) };
      }
    }
    const path = ownCheck(YEAR);
    const filing = fieldsOf(await get('check', path), path);
    await post('submit', path, { ...filing, ...SUBMITTED });
    await get('receipt', ownReceipt(YEAR));
  }

  /** Those who do not file: each page again and again, whether the last answer has come or not. */
  async others(cookie: string, end: number): Promise<void> {
    const asked: Promise<unknown>[] = [];
    for (; performance.now() < end; await sleep(OTHERS_EVERY_MS))
      for (const [name, path] of Object.entries(OTHERS)) asked.push(this.ask(name, path, { cookie }));
    await Promise.all(asked);
  }

  async papers({ filers }: DrillPortal, end: number): Promise<void> {
    const asked: Promise<unknown>[] = [];
    for (let i = 0; performance.now() < end; i++, await sleep(60_000 / PDFS_A_MINUTE)) {
      const { cookie } = filers[i % filers.length]!;
      asked.push(this.ask('PDF', ownDocument(YEAR, 'pdf'), { cookie }));
    }
    await Promise.all(asked);
  }

  waits(step: string): string {
    const times = this.times.get(step) ?? [];
    const at = (share: number) => quantile(times, share).toFixed(0);
    return `${times.length} times, median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.999_999)} ms`;
  }

  failed(): string {
    const counts = new Map<string, number>();
    for (const failure of this.failures) counts.set(failure, (counts.get(failure) ?? 0) + 1);
    const told = [...counts].map(([what, count]) => `${count} times ${what}`);
    return told.length === 0 ? 'no errors' : told.join('; ');
  }

  /** Of what filers asked for. */
  histogram(): string[] {
    const all = STEPS.flatMap((step) => this.times.get(step) ?? []);
    return BOUNDS.slice(1).map((bound, i) => {
      const count = all.filter((time) => time >= BOUNDS[i]! && time < bound).length;
      const share = (count / all.length) * 100;
      const until = Number.isFinite(bound) ? `under ${bound} ms` : 'longer';
      return `  ${until.padStart(13)}: ${share.toFixed(2).padStart(6)} % ${'#'.repeat(Math.ceil(share / 2))}`;
    });
  }

  private async ask(step: string, path: string, asked: Partial<Asked>): Promise<Answer | undefined> {
    const began = performance.now();
    const answer = await ask({ agent: this.agent, url: this.url + path, ...asked }).catch(String);
    const times = this.times.get(step) ?? [];
    this.times.set(step, times);
    times.push(performance.now() - began);
    if (typeof answer !== 'string' && (answer.status === 200 || answer.status === 303)) return answer;
    this.failures.push(`${step}: ${typeof answer === 'string' ? answer : answer.status}`);
    return undefined;
  }
}

const BOUNDS = [0, 10, 25, 50, 100, 200, 300, 500, 1000, 3000, Infinity];

/** What the form that a page posts to its own address sends as it stands. */
function fieldsOf(page: Answer | undefined, path: string): Record<string, string> | undefined {
  const form = page && contentOf(page.body, path).forms.find(({ action }) => action.split('?')[0] === path);
  return form && Object.fromEntries(asItStands(form));
}

/** Somebody of the board that receives these units' reports. */
async function reviewerOf({ db, ...portal }: DrillPortal): Promise<string> {
  const { parentId } = await db.report.findFirstOrThrow({
    where: { period: { year: YEAR }, unit: { code: 'N-0' } },
  });
  const name = 'nguoi-xet-duyet-dem-nay';
  const data = {
    username: name,
    fullName: name,
    nameFolded: name,
    unitId: parentId!,
    createdAt: new Date(BENCH_NOW),
  };
  const { id } = await db.account.create({ data: { ...data, roles: ['REVIEWER'] } });
  const [cookie = ''] = await portal.signIn([id]);
  return cookie;
}

/** What the largest of the portal's processes takes, in MB; 0 where the system has no /proc. */
async function memoryOf({ child }: DrillPortal): Promise<number> {
  const sizes = (await portalProcesses(child.pid)).map(({ megabytes }) => megabytes);
  return Math.max(0, ...sizes);
}
