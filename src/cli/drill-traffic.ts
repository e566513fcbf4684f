import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, DRILL_YEAR, hiddenValue, type Answer, type Filer } from './drill-visitors.js';

/** What came of the requests of one run. */
export interface Outcomes {
  requests: number;
  /** Answered with 503 and when to come back. */
  shed: number;
  /** All else that was not as it should be: "GET /bao-cao/2100: socket hang up" → how many times. */
  readonly failures: Map<string, number>;
  /** When the first and the last were not answered as they should be, on the clock of `performance`. */
  troubled: { since: number; until: number } | undefined;
  /** How long each answer took, in ms. */
  readonly times: number[];
}

/** A filer's section as the portal has acknowledged it. */
export interface Acknowledged {
  readonly reportId: number;
  /** How many saves were acknowledged, and the number that the last of them wrote. */
  saves: number;
  last: number;
}

export const SECTION = 'kien-nghi';
const FIELD = 'limitations';
const SECTION_PATH = `/bao-cao/${DRILL_YEAR}/${SECTION}`;
const READ = ['/', `/bao-cao/${DRILL_YEAR}`, '/tim-kiem?q=neu+guong', '/huong-dan'];

/** Mixed traffic on kept connections: each filer saves a section, reads, saves, until it is ended. */
export class Traffic {
  readonly outcomes: Outcomes = { requests: 0, shed: 0, failures: new Map(), troubled: undefined, times: [] };
  readonly acknowledged: Acknowledged[];
  private readonly began = performance.now();
  private readonly going: Promise<void>[];
  private isEnding = false;

  /** `perSecond`: of all together, as far as the portal answers so many. */
  constructor(
    private readonly url: string,
    filers: readonly Filer[],
    perSecond: number,
  ) {
    this.acknowledged = filers.map(({ reportId }) => ({ reportId, saves: 0, last: 0 }));
    const between = (filers.length * 1000) / perSecond;
    this.going = filers.map((filer, i) => this.go(filer, this.acknowledged[i]!, between));
  }

  /** Requests a second since it began. */
  rate(): number {
    return (this.outcomes.requests * 1000) / (performance.now() - this.began);
  }

  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.all(this.going);
  }

  private async go(filer: Filer, acknowledged: Acknowledged, between: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = (path: string) =>
      this.counted('GET', path, () => ask({ ...filer, agent, url: this.url + path }));
    let form: Record<string, string> | undefined;
    // Not all at the same moment.
    await sleep(Math.random() * between);
    for (let round = 0; !this.isEnding; round++) {
      const began = performance.now();
      if (!form) form = formOf(await get(SECTION_PATH));
      else if (round % 2 === 0) await get(READ[(round / 2) % READ.length]!);
      else form = await this.save(filer, agent, form, acknowledged, round);
      await sleep(Math.max(0, between - (performance.now() - began)));
    }
    agent.destroy();
  }

  /** Answers with what the next save goes on from; undefined where that has to be read anew. */
  private async save(
    { cookie }: Filer,
    agent: Agent,
    form: Record<string, string>,
    acknowledged: Acknowledged,
    round: number,
  ): Promise<Record<string, string> | undefined> {
    const fields = { ...form, [FIELD]: wordsOf(round) };
    const url = this.url + SECTION_PATH;
    const answer = await this.counted('POST', SECTION_PATH, () =>
      ask({ agent, url, cookie, fields, accept: 'application/json' }),
    );
    if (answer?.status !== 200) return undefined;
    acknowledged.saves += 1;
    acknowledged.last = round;
    const { version, seen } = JSON.parse(answer.body) as { version: string; seen: string };
    return { ...form, version, seen };
  }

  private async counted(
    method: string,
    path: string,
    work: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const began = performance.now();
    const answer = await work().catch((error: unknown) => String(error));
    const now = performance.now();
    this.outcomes.requests += 1;
    this.outcomes.times.push(now - began);
    if (typeof answer !== 'string' && answer.status === 200) return answer;
    const { since = began } = this.outcomes.troubled ?? {};
    this.outcomes.troubled = { since, until: now };
    const isShed = typeof answer !== 'string' && answer.status === 503 && answer.retryAfter !== undefined;
    if (isShed) this.outcomes.shed += 1;
    else this.noteFailure(`${method} ${path}: ${typeof answer === 'string' ? answer : answer.status}`);
    return undefined;
  }

  private noteFailure(what: string): void {
    this.outcomes.failures.set(what, (this.outcomes.failures.get(what) ?? 0) + 1);
  }
}

/** The fields that a save of the section's page sends beside its words. */
function formOf(page: Answer | undefined): Record<string, string> | undefined {
  if (!page) return undefined;
  const names = ['_csrf', 'version', 'seen'];
  return Object.fromEntries(names.map((name) => [name, hiddenValue(page.body, name)]));
}

function wordsOf(round: number): string {
  return `Lần lưu thứ ${round}`;
}

/** A section as the database has it. */
export interface StoredSection {
  readonly reportId: number;
  readonly version: number;
  readonly answers: unknown;
}

/** Which of the acknowledged saves the database does not have: each of them made the next version of its section. */
export function lostSaves(acknowledged: readonly Acknowledged[], stored: readonly StoredSection[]): number[] {
  const found = new Map(stored.map((section) => [section.reportId, section]));
  return acknowledged.flatMap(({ reportId, saves, last }) => {
    const { version = 0, answers = {} } = found.get(reportId) ?? {};
    const words = (answers as Record<string, string | undefined>)[FIELD] ?? '';
    const number = Number(/\d+$/.exec(words)?.[0] ?? 0);
    const isThere = saves === 0 || (version - FIRST_VERSION >= saves && number >= last);
    return isThere ? [] : [reportId];
  });
}

/** Of a section that the drill has not written yet. */
const FIRST_VERSION = 1;
