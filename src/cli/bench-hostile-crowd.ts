import { Agent, request } from 'node:http';
import type { Account } from '../platform/prisma/client.js';
import type { BenchPortal } from './bench-portal.js';
import { Crawl, FormBook, isPage, noteContent } from './bench-hostile-crawl.js';
import { pick, type Body, type Random, type Sample } from './bench-hostile-fields.js';
import { addressesOf, routesOf, type Route } from './bench-hostile-routes.js';
import { FILERS } from './bench-hostile-province.js';
import { hiddenValue, signedInCookies } from './drill-visitors.js';

/** Of the sample province: someone of each role, in the province, in upper-level unions and below, at each stage of a report. */
const WHO = [
  ...['quantri', 'bantgnc', 'lanhdao', 'giaoduc', 'khucongnghiep', 'vienchuc', 'quantrivienchuc'],
  ...['dienluc', 'nguyendu', 'daithang', 'maysongxanh', 'sonoivu', 'kysonoivu', 'sotaichinh'],
];

export interface Person {
  readonly account: Account;
  readonly book: FormBook;
  cookie: string;
  /** Of the session's forms. */
  token: string;
}

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly isHtml: boolean;
  readonly isBusy: boolean;
  readonly content: Buffer;
  /** Why none came; '' where one did. */
  readonly failure: string;
}

/** People who are signed in, and are so again when a post has ended that. */
export class Crowd {
  readonly people: Person[] = [];
  /** Files that the portal offers. */
  readonly samples: Sample[] = [];
  /** The pages of the portal, and the addresses that anybody has seen. */
  private readonly pages: readonly Route[];
  private readonly known = new Set<string>();
  /** Pages that could not be shown: what was posted may be what they cannot bear. */
  readonly brokenPages: string[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 20 });

  constructor(private readonly portal: BenchPortal) {
    this.pages = routesOf(portal.deps, 'get');
  }

  /** With the forms that each of them finds. */
  async gather(targets: readonly Route[]): Promise<void> {
    const accounts = await this.portal.deps.db.account.findMany({
      where: { OR: [{ username: { in: WHO } }, { username: { startsWith: FILERS } }] },
    });
    for (const account of accounts.sort((a, b) => WHO.indexOf(a.username) - WHO.indexOf(b.username))) {
      const person = { account, book: new FormBook(targets), cookie: '', token: '' };
      await this.signIn(person);
      this.people.push(person);
    }
    const crawls = this.people.map(
      (person) => new Crawl((path) => this.page(person, path), this.pages, this.known, person.book),
    );
    for (const crawl of crawls) await crawl.followLinks(['/', '/tai-khoan']);
    for (const crawl of crawls) await crawl.tryAddresses();
    for (const path of SAMPLES) {
      for (const person of this.people) {
        const { status, content } = await this.ask(person, path);
        if (status === 200) this.samples.push({ name: path.replace(/.*\//, ''), content });
      }
    }
  }

  /** The page under an address as that person sees it, after signing in where that has ended; '' where there is none. */
  async page(person: Person, path: string): Promise<string> {
    for (let again = 0; again < 2; again++) {
      const { status, location, isHtml, isBusy, content } = await this.ask(person, path);
      if (status >= 500 && !isBusy)
        this.brokenPages.push(`${status}: page ${path} of ${person.account.username}`);
      const html = status === 200 && isHtml ? content.toString() : '';
      person.token = hiddenValue(html, '_csrf') || person.token;
      if (!location.startsWith('/dang-nhap')) return html;
      await this.signIn(person);
    }
    return '';
  }

  /** Looks for a form that posts to an address where there was none yet: on the pages above it, of one person who may see them. */
  async lookFor(random: Random, { pattern }: Route): Promise<void> {
    const parts = pattern.split('/');
    const above = parts.map((_part, i) => parts.slice(0, i + 1).join('/')).filter((path) => path.length > 1);
    const pages = this.pages.filter((page) => above.includes(page.pattern) && isPage(page.pattern));
    const insiders = this.people.filter(({ book }) =>
      book.all().some(({ action }) => action.startsWith(above[0]!)),
    );
    const who = pick(random, insiders.length > 0 ? insiders : this.people);
    for (const page of pages) await this.look(who, pick(random, addressesOf(page.pattern, this.known, 40)));
  }

  /** Notes what stands on a page, and answers with where it leads. */
  async look(who: Person, path: string): Promise<string[]> {
    return noteContent(await this.page(who, path), path, who.book, this.known);
  }

  /** What came with an answer, or is to be seen since. */
  async follow(
    who: Person,
    path: string,
    from: string,
    { status, location, isHtml, content }: Answer,
  ): Promise<void> {
    if (status === 401 || location.startsWith('/dang-nhap')) await this.signIn(who);
    else if (status === 303 && location.startsWith('/'))
      for (const path of secretsOf(await this.look(who, location))) await this.look(who, path);
    else if (status < 300 && isHtml) {
      const leads = noteContent(content.toString(), path, who.book, this.known);
      for (const next of [from, ...secretsOf(leads)]) await this.look(who, next);
    }
  }

  /** What posts have done to the accounts and to how often they may try, undone. */
  async restore(): Promise<void> {
    const { db } = this.portal.deps;
    await db.rateLimit.deleteMany();
    await db.secondFactorRule.deleteMany();
    for (const { account } of this.people) {
      const { id, username, unitId, roles, passwordHash } = account;
      const data = { username, unitId, roles, passwordHash, deactivatedAt: null, secondFactorAt: null };
      await db.account.update({ where: { id }, data });
    }
  }

  /** Opens what the newest letters lead to that a page does not. */
  async readMail(): Promise<void> {
    const newest = { orderBy: { id: 'desc' }, take: 50, select: { text: true } } as const;
    const letters = await this.portal.deps.db.message.findMany(newest);
    const who = this.people[0]!;
    const leads = letters.flatMap(({ text }) => secretsOf(noteContent(text, '', who.book, this.known)));
    for (const path of new Set(leads.slice(0, 10))) await this.look(who, path);
  }

  async signIn(person: Person): Promise<void> {
    const { deps } = this.portal;
    const { id } = person.account;
    await deps.db.account.update({ where: { id }, data: { deactivatedAt: null } });
    const [cookie = ''] = await signedInCookies(deps, [id], deps.config.sessionSecret ?? '');
    person.cookie = cookie;
    person.token = hiddenValue((await this.ask(person, '/tai-khoan')).content.toString(), '_csrf');
  }

  /** Asks for a page, or posts a body. */
  ask({ cookie }: Person, path: string, body?: Body): Promise<Answer> {
    const type = body?.type ? { 'Content-Type': body.type } : {};
    const length = body ? { 'Content-Length': body.bytes.length } : {};
    const headers = { Cookie: cookie, Accept: 'text/html', ...length, ...type };
    const signal = AbortSignal.timeout(PATIENCE);
    const options = { agent: this.agent, method: body ? 'POST' : 'GET', headers, signal };
    return new Promise((resolve) => {
      const broke = (error: Error & { code?: string }) => {
        resolve({ ...NOTHING, failure: error.code ?? error.message });
      };
      const asked = request(new URL(path, this.portal.url), options, (res) => {
        const { location = '', 'retry-after': later, 'content-type': kind = '' } = res.headers;
        const status = res.statusCode ?? 0;
        const head = { status, location, isHtml: kind.startsWith('text/html') };
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.once('error', broke).once('end', () => {
          const isBusy = status === 503 && later !== undefined;
          resolve({ ...NOTHING, ...head, isBusy, content: Buffer.concat(chunks) });
        });
      });
      asked.once('error', broke).end(body?.bytes);
    });
  }
}

/** In ms */
const PATIENCE = 120_000;
const secretsOf = (paths: readonly string[]) =>
  paths.filter((path) => /^\/(?:kich-hoat|xac-nhan-thu|bo-nhan)/.test(path));
const SAMPLES = [
  '/share.png',

  '/bao-cao/2026/excel/bieu-mau.xlsx',
  '/bao-cao/2026/van-ban/bao-cao.pdf',
  '/huong-dan/tai-ve.docx',
];
const NOTHING: Answer = {
  ...{ status: 0, location: '', isHtml: false, isBusy: false },
  ...{ content: Buffer.alloc(0), failure: '' },
};
