import { Agent, request } from 'node:http';
import { createApp } from '../app.js';
import type { BenchPortal } from './bench-portal.js';
import {
  hostileBody,
  hostileValue,
  pick,
  randomFrom,
  spoiled,
  type Body,
  type Field,
  type Random,
} from './bench-hostile-fields.js';
import { formsReachedBy, type FoundForm } from './bench-hostile-forms.js';
import { loadDemo } from './demo-data.js';
import { hiddenValue, signedInCookies } from './drill-visitors.js';

// npm run bench -- hostile [--posts=30000] [--seed=1]: posts of signed-in people of every role to every address that takes them,
// with fields that no form sends. The same seed posts the same. What answers 500 or worse is printed, and ends it with 1; a 503
// of a portal that is too busy is counted apart.

const { POSTS, SEED, AT_ONCE, LONGEST } = { POSTS: 30_000, SEED: 1, AT_ONCE: 6, LONGEST: 40 * 60_000 };
/** Of the sample province: someone of each role, in the province, in an upper-level union and below. */
const WHO = ['quantri', 'bantgnc', 'lanhdao', 'giaoduc', 'khucongnghiep', 'dienluc', 'nguyendu'];

interface Target {
  readonly route: string;
  readonly matches: (path: string) => boolean;
}

interface Person {
  readonly username: string;
  readonly id: number;
  cookie: string;
  /** Of the session's forms. */
  token: string;
  readonly forms: FoundForm[];
}

interface Post {
  readonly number: number;
  readonly who: Person;
  readonly route: string;
  readonly path: string;
  readonly body: Body;
}

export async function postHostile({ deps, url }: BenchPortal): Promise<string[]> {
  await loadDemo(deps.db, deps.clock());
  const targets = postTargets(deps);
  const crowd = new Crowd(deps, url);
  const people = await crowd.gather();
  const [posts, seed] = [option('posts', POSTS), option('seed', SEED)];
  const [counts, broken] = [new Map<string, number>(), [] as string[]];
  const end = performance.now() + LONGEST;
  let next = 0;
  const work = async () => {
    while (next < posts && performance.now() < end) {
      const post = postOf(next++, seed, targets, people);
      const answer = await crowd.send(post);
      counts.set(answer.kind, (counts.get(answer.kind) ?? 0) + 1);
      if (answer.isBroken) broken.push(inWords(post, answer.kind));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const known = targets.filter(({ matches }) =>
    people.some(({ forms }) => forms.some(({ action }) => matches(pathOf(action)))),
  ).length;
  const table = [...counts].sort().map(([kind, count]) => `  ${kind}: ${count}`);
  const lines = [
    `hostile posts (seed ${seed}): ${next} to ${targets.length} addresses (${known} with a form) by ${people.length} people`,
    ...table,
  ];
  if (broken.length > 0) throw new Error([...lines, ...broken.slice(0, 50)].join('\n'));
  return lines;
}

function option(name: string, otherwise: number): number {
  const word = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return word === undefined ? otherwise : Number(word.split('=')[1]);
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  match(path: string): boolean;
}

/** Every address that takes a post. */
function postTargets(deps: BenchPortal['deps']): Target[] {
  const walk = (layers: readonly Layer[]): Target[] =>
    layers.flatMap((layer) => {
      if (!layer.route) return walk(layer.handle.stack ?? []);
      const { path: route, methods } = layer.route;
      return methods['post'] ? [{ route, matches: (path: string) => layer.match(path) }] : [];
    });
  return walk((createApp(deps).router as unknown as { stack: readonly Layer[] }).stack);
}

/**
 * Each post is made by its own number: it can be repeated without those before it. Two of three are by who has a form for the
 * address, the others by whoever is next.
 */
function postOf(number: number, seed: number, targets: readonly Target[], people: readonly Person[]): Post {
  const random = randomFrom(seed * 1_000_003 + number);
  const { route, matches } = targets[number % targets.length]!;
  const formsFor = ({ forms }: Person) => forms.filter(({ action }) => matches(pathOf(action)));
  const owners = people.filter((person) => formsFor(person).length > 0);
  const round = Math.floor(number / targets.length);
  const crowd = owners.length > 0 && round % 3 < 2 ? owners : people;
  const who = crowd[Math.floor(random() * crowd.length)]!;
  const own = formsFor(who);
  const all = own.length > 0 ? own : owners.flatMap(formsFor);
  const form = all.length > 0 ? pick(random, all) : formLike(random, route, people);
  const token = Buffer.from(who.token);
  const fields: Field[] = form.fields.map(([name, value]) => [name, name === '_csrf' ? token : value]);
  if (!fields.some(([name]) => name === '_csrf')) fields.push(['_csrf', token]);
  const isKept = random() < 0.1;
  const sent = isKept ? fields : spoiled(random, fields);
  const body = hostileBody(random, sent, form.isMultipart);
  return { number, who, route, path: spoiledPath(random, form.action), body };
}

const pathOf = (action: string) => action.replace(/\?.*/, '');

/** Where nobody has seen a form that posts there: any numbers, and the fields of others. */
function formLike(random: Random, route: string, people: readonly Person[]): FoundForm {
  const values: Readonly<Record<string, string>> = { year: '2026', code: 'GD01' };
  const action = route
    .replace(/\/[:*]\w+/g, (word) => `/${values[word.slice(2)] ?? Math.ceil(random() * 60)}`)
    .replace(/[{}]/g, '');
  const other = pick(random, pick(random, people).forms);
  return { action, fields: other.fields, isMultipart: random() < 0.3 };
}

/** Mostly as it is; now and then of another unit, or with what is no number. */
function spoiledPath(random: Random, action: string): string {
  const which = random();
  if (which < 0.06) return action.replace(/\/\d+/g, () => `/${Math.ceil(random() * 200)}`);
  if (which < 0.09)
    return action.replace(
      /\/\d+/,
      () => `/${encodeURIComponent(hostileValue(random).toString().slice(0, 50))}`,
    );
  if (which > 0.93)
    return `${action}${action.includes('?') ? '&' : '?'}${pick(random, ['sau', 'take', 'buoc', 'ten', '__proto__'])}=${encodeURIComponent(hostileValue(random).toString().slice(0, 3000))}`;
  return action;
}

interface Answer {
  readonly kind: string;
  readonly isBroken: boolean;
  readonly location: string;
}

/** People who are signed in, and are so again when a post of theirs has ended that. */
class Crowd {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 20 });

  constructor(
    private readonly deps: BenchPortal['deps'],
    private readonly url: string,
  ) {}

  async gather(): Promise<Person[]> {
    const accounts = await this.deps.db.account.findMany({ orderBy: { id: 'asc' } });
    const named = accounts.filter(({ username }) => WHO.includes(username));
    const others = accounts.filter(
      ({ roles }, i) => accounts.findIndex((other) => other.roles.join() === roles.join()) === i,
    );
    const chosen = [...new Map([...named, ...others].map((account) => [account.id, account])).values()];
    const people: Person[] = [];
    for (const { id, username } of chosen) {
      const { cookie, token } = await this.signIn(id);
      people.push({
        id,
        username,
        cookie,
        token,
        forms: await formsReachedBy(cookie, (path, of) => this.read(path, of)),
      });
    }
    return people;
  }

  async send({ who, path, body }: Post): Promise<Answer> {
    const answer = await this.post(path, who.cookie, body);
    // It may have ended its own session, or the account.
    if (
      answer.location.startsWith('/dang-nhap') ||
      answer.kind.startsWith('401') ||
      answer.kind === '303 /'
    ) {
      await this.deps.db.account.update({ where: { id: who.id }, data: { deactivatedAt: null } });
      Object.assign(who, await this.signIn(who.id));
    }
    return answer;
  }

  private async signIn(id: number): Promise<{ cookie: string; token: string }> {
    const [cookie = ''] = await signedInCookies(this.deps, [id], this.deps.config.sessionSecret ?? '');
    return { cookie, token: hiddenValue(await this.read('/tai-khoan', cookie), '_csrf') };
  }

  private async read(path: string, cookie: string): Promise<string> {
    const answer = await fetch(new URL(path, this.url), {
      headers: { Cookie: cookie, Accept: 'text/html' },
      redirect: 'manual',
    });
    return answer.headers.get('content-type')?.startsWith('text/html') ? answer.text() : '';
  }

  private post(path: string, cookie: string, { type, bytes }: Body): Promise<Answer> {
    const headers = {
      Cookie: cookie,
      Accept: 'text/html',
      'Content-Length': bytes.length,
      ...(type ? { 'Content-Type': type } : {}),
    };
    const signal = AbortSignal.timeout(120_000);
    return new Promise((resolve) => {
      const broke = (error: Error & { code?: string }) => {
        const kind = `no answer (${error.code ?? error.message})`;
        resolve({
          kind,
          isBroken: error.name === 'AbortError' || error.name === 'TimeoutError',
          location: '',
        });
      };
      const asked = request(
        new URL(path, this.url),
        { agent: this.agent, method: 'POST', headers, signal },
        (res) => {
          const {
            statusCode = 0,
            headers: { location = '', 'retry-after': later },
          } = res;
          const isBusy = statusCode === 503 && later !== undefined;
          res
            .resume()
            .once('error', broke)
            .once('end', () => {
              const kind = isBusy ? '503 (busy)' : String(statusCode);
              resolve({ kind, isBroken: statusCode >= 500 && !isBusy, location });
            });
        },
      );
      asked.once('error', broke).end(bytes);
    });
  }
}

const MOST_SHOWN = 400;

function inWords({ number, who, route, path, body }: Post, kind: string): string {
  return `${kind}: post ${number} by ${who.username} to ${route} (${path.slice(0, 200)}), ${body.type}: ${body.bytes.toString('latin1', 0, MOST_SHOWN)}`;
}
