import { numberOption, wordOption } from './bench-options.js';
import { startBenchPortal } from './bench-portal.js';
import { Crowd, type Answer } from './bench-hostile-crowd.js';
import { postOf, type Post } from './bench-hostile-posts.js';
import { routesOf, type Route } from './bench-hostile-routes.js';
import { readyHostileProvince } from './bench-hostile-province.js';

// npm run bench -- hostile [--posts=30000] [--seed=1] [--to=/kiem-tra,/ma-mot-lan]: posts of signed-in people of every role to every address that takes them,
// with fields that no form sends. What answers 500 or worse is printed, and ends it with 1; a 503 of a portal that is too busy is
// counted apart, as is what a token or a role alone has refused. Every so many posts begin on a province that is whole again.

const { POSTS, SEED, AT_ONCE } = { POSTS: 30_000, SEED: 1, AT_ONCE: 6 };
/** How many posts one province bears, and after how many the accounts that post are what they were, and somebody hears of it. */
const [ONE_PROVINCE, RESTORED_AFTER, SAID_AFTER] = [7500, 250, 500];

/** What came of all posts. */
class Tally {
  sent = 0;
  readonly broken: string[] = [];
  readonly withForm = new Set<string>();
  readonly reached = new Set<string>();
  slowest = { milliseconds: 0, post: '' };
  private readonly kinds = new Map<string, number>();

  note(post: Post, answer: Answer, milliseconds: number): void {
    const kind = kindOf(answer);
    this.sent++;
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    if (/^(?:2|303|409|422)/.test(kind)) this.reached.add(post.route.pattern);
    if (isBroken(answer)) {
      this.broken.push(inWords(post, kind));
      say(inWords(post, kind));
    }
    if (milliseconds > this.slowest.milliseconds)
      this.slowest = { milliseconds, post: `post ${post.number} to ${post.route.pattern}` };
  }

  lines(targets: readonly Route[]): string[] {
    const all = new Set(targets.map(({ pattern }) => pattern));
    const without = [...all].filter((pattern) => !this.withForm.has(pattern));
    const unheard = [...all].filter((pattern) => !this.reached.has(pattern));
    return [
      ...[...this.kinds].sort().map(([kind, count]) => `  ${kind}: ${count}`),
      `  slowest: ${Math.round(this.slowest.milliseconds)} ms, ${this.slowest.post}`,
      `  ${without.length} of ${all.size} addresses without a form: ${without.join(' ')}`,
      `  ${unheard.length} of ${all.size} addresses always refused by role, token, or as not there: ${unheard.join(' ')}`,
    ];
  }
}

export async function postHostile(): Promise<string[]> {
  const [posts, seed, tally] = [numberOption('posts', POSTS), numberOption('seed', SEED), new Tally()];
  const begins = (wordOption('to') ?? '/').split(',');
  let targets: readonly Route[] = [];
  while (tally.sent < posts) {
    const portal = await startBenchPortal();
    try {
      await readyHostileProvince(portal.deps.db, portal.deps.clock());
      const all = routesOf(portal.deps, 'post');
      targets = all.filter(({ pattern }) => begins.some((beginning) => pattern.startsWith(beginning)));
      const crowd = new Crowd(portal);
      const start = performance.now();
      await crowd.gather(all);
      say(`looked for forms for ${Math.round((performance.now() - start) / 1000)} s`);
      await postTo(crowd, { targets, seed, tally, until: Math.min(posts, tally.sent + ONE_PROVINCE) });
      tally.broken.push(...crowd.brokenPages);
      say(tally.lines(targets).join('\n'));
    } finally {
      await portal.stop();
    }
  }
  const lines = [`hostile posts (seed ${seed}): ${tally.sent}`, ...tally.lines(targets)];
  if (tally.broken.length > 0) throw new Error([...lines, ...tally.broken.slice(0, 50)].join('\n'));
  return lines;
}

/** How far it is, for whoever waits. */
function say(words: string): void {
  process.stderr.write(`hostile: ${words}\n`);
}

interface Round {
  readonly targets: readonly Route[];
  readonly seed: number;
  readonly tally: Tally;
  readonly until: number;
}

async function postTo(crowd: Crowd, { targets, seed, tally, until }: Round): Promise<void> {
  let next = tally.sent;
  const work = async () => {
    while (next < until) {
      const number = next++;
      if (number % RESTORED_AFTER === 0) await crowd.restore().then(() => crowd.readMail());
      const post = await postOf(number, seed, targets, crowd);
      const start = performance.now();
      const answer = await crowd.ask(post.who, post.path, post.body);
      tally.note(post, answer, performance.now() - start);
      if (tally.sent % SAID_AFTER === 0) say(`${tally.sent} posts, ${tally.broken.length} broken`);
      await crowd.follow(post.who, post.path, post.page, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const target of targets)
    if (crowd.people.some(({ book }) => book.formsFor(target).length > 0)) tally.withForm.add(target.pattern);
}

/** A 403 says in its words what it is about. */
function kindOf({ status, location, failure, isBusy, content }: Answer): string {
  if (failure !== '') return `no answer (${failure})`;
  if (isBusy) return '503 (busy)';
  if (location.startsWith('/dang-nhap')) return `${status} (to sign in)`;
  if (status !== 403) return String(status);
  return content.includes('Trang này đã mở quá lâu') ? '403 (token)' : '403 (role)';
}

function isBroken({ status, isBusy, failure }: Answer): boolean {
  return (status >= 500 && !isBusy) || /abort|timeout/i.test(failure);
}

const MOST_SHOWN = 400;

function inWords({ number, who, route, path, body }: Post, kind: string): string {
  return `${kind}: post ${number} by ${who.account.username} to ${route.pattern} (${path.slice(0, 200)}), ${body.type}: ${body.bytes.toString('latin1', 0, MOST_SHOWN)}`;
}
