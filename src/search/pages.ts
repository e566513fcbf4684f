import { ui } from '../platform/page/components.js';
import { formatNumber } from '../platform/text/format.js';
import { withQuery } from '../platform/http/query.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import type { Search } from './forms.js';
import { kinds, type Hit, type Hits, type Kind } from './library.js';
import { SEARCH } from './addresses.js';

export interface SearchPage extends Frame {
  /** What was asked, to be asked otherwise. */
  asked: string;
  /** What came of it, in a sentence; '' where nothing was asked. */
  outcome: string;
  /** What was not taken into account; '' where all was. */
  cut: string;
  kinds: SafeHtml;
  hits: readonly {
    href: string;
    kind: string;
    title: Hit['inTitle'];
    text: Hit['inText'];
  }[];
  pager: SafeHtml;
  /** Where else to look: nothing was found, or nothing asked. */
  offers: boolean;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'search/results': SearchPage;
  }
}

const PAGE_SIZE = 10;

/** `own` is what only this person may see; it comes first. */
export function searchPage(search: Search, own: Hits, everybody: Hits): SearchPage {
  const { query, kind, page } = search;
  // What says just what was asked makes what comes near it needless.
  const exact = [own, everybody].filter(({ isNear }) => !isNear).flatMap(({ hits }) => hits);
  const found = exact.length > 0 ? exact : [own, everybody].flatMap(({ hits }) => hits);
  const shown = kind ? found.filter((hit) => hit.kind === kind) : found;
  const isNear = exact.length === 0;
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
  const at = Math.min(page, pages);
  return {
    title: query.text === '' ? 'Tìm kiếm' : `Tìm “${query.text}”`,
    crumbs: [{ text: 'Tìm kiếm' }],
    nav: 'search',
    asked: query.text,
    outcome: outcome(search, shown.length, isNear),
    cut: query.isCut ? 'Câu tìm quá dài: chỉ những từ đầu được dùng.' : '',
    kinds: kindLinks(search, found),
    hits: shown.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE).map(({ href, kind: of, inTitle, inText }) => ({
      href,
      kind: kinds[of],
      title: inTitle,
      text: inText,
    })),
    pager: ui.pager({
      previous: at > 1 ? { href: addressOf(search, kind, at - 1) } : undefined,
      next: at < pages ? { href: addressOf(search, kind, at + 1) } : undefined,
      text: `Trang ${at} / ${pages}`,
    }),
    offers: shown.length === 0,
  };
}

function outcome({ query, kind }: Search, count: number, isNear: boolean): string {
  if (query.text === '') return '';
  if (query.words.length === 0) return 'Hãy gõ ít nhất một chữ cái hoặc chữ số.';
  const where = kind ? ` ở mục ${kinds[kind]}` : '';
  if (count === 0) return `Không tìm thấy gì cho “${query.text}”${where}.`;
  const said = `${formatNumber(count)} kết quả`;
  return isNear
    ? `Không có chỗ nào ghi đúng “${query.text}”. Có ${said} gần đúng${where}.`
    : `Có ${said} cho “${query.text}”${where}.`;
}

/** Each kind that was found, with how many; nothing where there is one kind only. */
function kindLinks(search: Search, found: readonly Hit[]): SafeHtml {
  const counts = new Map<Kind, number>();
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (counts.size < 2) return '';
  const items = [...counts].map(([kind, count]) => ({
    text: `${kinds[kind]} (${formatNumber(count)})`,
    href: addressOf(search, kind),
    isCurrent: kind === search.kind,
  }));
  const all = {
    text: `Tất cả (${formatNumber(found.length)})`,
    href: addressOf(search),
    isCurrent: !search.kind,
  };
  return ui.tabs({ label: 'Loại kết quả', items: [all, ...items] });
}

function addressOf({ query }: Search, kind?: Kind, page = 1): string {
  return withQuery(SEARCH, { q: query.text, loai: kind, trang: page > 1 ? String(page) : undefined });
}
