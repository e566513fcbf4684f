import { contentOf, type FoundForm } from './bench-forms.js';
import { addressesOf, withoutQuery, type Route } from './bench-hostile-routes.js';

/** Reads a page as one person; '' where there is none. */
export type Read = (path: string) => Promise<string>;

/** The forms that one person has found, by the address that they post to. */
export class FormBook {
  private readonly kept = new Map<Route, FoundForm[]>();

  constructor(private readonly targets: readonly Route[]) {}

  add(form: FoundForm): void {
    const route = this.targets.find((target) => target.matches(form.action));
    if (!route) return;
    const others = this.formsFor(route).filter(
      ({ page, action }) => page !== form.page || action !== form.action,
    );
    this.kept.set(route, [...others, form].slice(-MOST_KEPT));
  }

  formsFor(route: Route): readonly FoundForm[] {
    return this.kept.get(route) ?? [];
  }

  all(): FoundForm[] {
    return [...this.kept.values()].flat();
  }
}

/** So many forms are kept for an address, the newest; so many pages are read of one address, and so many values tried for one place. */
const [MOST_KEPT, MOST_ALIKE, MOST_TRIED] = [12, 4, 3];
/** Of whose places each stands between slashes. */
export const isPage = (pattern: string): boolean => !/[*{(]|:\w+[^/\w]/.test(pattern);
const NO_PAGE = /\.(pdf|docx|xlsx|csv|ics|xml|zip|txt|png|jpg)$/;

/** What a page or a mail shows as words, for somebody else to follow. */
const SECRETS = /https?:\/\/[^/\s"<]+(\/(?:kich-hoat|xac-nhan-thu|bo-nhan-tom-tat)\/[\w/-]+)/g;

/** Keeps the forms of a page and what addresses it knows. Answers with where it leads. */
export function noteContent(html: string, page: string, book: FormBook, known: Set<string>): string[] {
  const { links, asked, forms } = contentOf(html, page);
  for (const form of forms) book.add(form);
  const told = [...html.matchAll(SECRETS)].map(([, path = '']) => path);
  const found = [...links, ...asked, ...told].filter((link) => link.startsWith('/'));
  for (const address of [...found, ...forms.map(({ action }) => action)]) known.add(withoutQuery(address));
  return found;
}

/** Follows the links of one person's pages. `known`: the addresses that anybody has seen, which grows. */
export class Crawl {
  private readonly read = new Set<string>();
  private readonly alike = new Map<Route | undefined, number>();

  constructor(
    private readonly readPage: Read,
    private readonly pages: readonly Route[],
    private readonly known: Set<string>,
    private readonly book: FormBook,
  ) {}

  async followLinks(from: readonly string[]): Promise<void> {
    const waiting = [...from];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (!this.isWanted(path)) continue;
      waiting.push(...noteContent(await this.readPage(path), path, this.book, this.known));
    }
  }

  /** The pages to which no link led, by the addresses that the portal has. */
  async tryAddresses(): Promise<void> {
    for (const { pattern } of this.pages)
      if (isPage(pattern)) await this.followLinks(addressesOf(pattern, this.known, MOST_TRIED));
  }

  private isWanted(path: string): boolean {
    if (this.read.has(path) || NO_PAGE.test(withoutQuery(path))) return false;
    const route = this.pages.find((page) => page.matches(path));
    const alike = this.alike.get(route) ?? 0;
    if (route === undefined || alike >= MOST_ALIKE) return false;
    this.alike.set(route, alike + 1);
    this.read.add(path);
    return true;
  }
}
