import { ui } from '../platform/page/components.js';
import { formatDay, formatSize } from '../platform/text/format.js';
import { withQuery } from '../platform/http/query.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { markup } from '../platform/page/table.js';
import { template } from '../platform/page/templates.js';
import type { PublishedGuidance } from '../guidance/finders.js';
import type { DocumentList, DocumentRow, ListedDocument } from './finders.js';
import { designation, documentKinds, isFiltered, type DocumentQuery } from './rules.js';
import { DOCUMENTS, DOCUMENTS_FEED, documentAddress } from './addresses.js';

interface ListedPage {
  href: string;
  about: string;
  line: string;
  file: string;
}
export interface DocumentsPage extends Frame {
  /** What the guidance rests on; '' where one looks for something else. */
  basis: SafeHtml;
  themes: readonly (ListedPage & { year: string })[];
  documents: readonly ListedPage[];
  /** Said where none is shown; '' otherwise. */
  empty: string;
  controls: readonly SafeHtml[];
  isFiltered: boolean;
  pager: SafeHtml;
}
export interface DocumentPage extends Frame {
  facts: SafeHtml;
  paragraphs: readonly string[];
  file: { href: string; text: string } | null;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'documents/list': DocumentsPage;
    'documents/document': DocumentPage;
  }
}

export interface DocumentsParts {
  readonly guidance: PublishedGuidance;
  readonly themes: readonly ListedDocument[];
  readonly list: DocumentList;
  readonly query: DocumentQuery;
  /** Whether there is a feed to follow. */
  readonly hasFeed: boolean;
}

export function documentsPage({ guidance, themes, list, query, hasFeed }: DocumentsParts): DocumentsPage {
  const filtered = isFiltered(query);
  return {
    title: 'Văn bản',
    nav: 'documents',
    share: {
      description:
        'Các văn bản mà hướng dẫn thực hiện trách nhiệm nêu gương căn cứ vào; chuyên đề hằng năm, kế hoạch, công văn.',
      path: DOCUMENTS,
    },
    ...(hasFeed ? { feeds: [{ text: 'Văn bản mới', href: DOCUMENTS_FEED }] } : {}),
    basis: filtered ? '' : basisTable(guidance),
    themes: filtered ? [] : themes.map((theme) => ({ ...listed(theme), year: String(theme.year ?? '') })),
    documents: list.rows.map(listed),
    empty:
      list.rows.length > 0 ? '' : filtered ? 'Không có văn bản nào như thế.' : 'Chưa có văn bản nào khác.',
    controls: controls(query),
    isFiltered: filtered,
    pager: ui.pager({
      previous: query.after === undefined ? undefined : { href: addressOf(query), text: 'Trang đầu' },
      next: list.next === undefined ? undefined : { href: addressOf(query, list.next) },
    }),
  };
}

export function documentPage(document: DocumentRow): DocumentPage {
  const { about, issuer, date, kind, year, text, file, id } = document;
  const facts = [
    { key: 'Số, ký hiệu', value: designation(document) },
    { key: 'Loại văn bản', value: documentKinds[kind].name },
    ...(year === null ? [] : [{ key: 'Năm', value: String(year) }]),
    { key: 'Ngày ban hành', value: formatDay(date) },
    { key: 'Cơ quan ban hành', value: issuer },
  ];
  return {
    title: about,
    crumbs: [{ text: 'Văn bản', href: DOCUMENTS }, { text: designation(document) }],
    nav: 'documents',
    share: {
      description: `${designation(document)} ngày ${formatDay(date)} của ${issuer}: ${about}`,
      path: documentAddress(id),
    },
    facts: ui.summaryList(facts),
    paragraphs: text.split('\n').filter((paragraph) => paragraph.trim() !== ''),
    file: file && {
      href: `${documentAddress(id)}/tep`,
      text: `Tải tệp ${file.name} (${formatSize(file.size)})`,
    },
  };
}

const feedTemplate = template<object>('documents/feed', 'page');

/** RFC 4287. `origin` without a slash at its end; the feed itself is as new as its newest document, or as `now`. */
export function feed(
  origin: string,
  federation: string,
  documents: readonly ListedDocument[],
  now: Date,
): string {
  const newest = Math.max(...documents.map(({ editedAt }) => editedAt.getTime()));
  return feedTemplate({
    id: `${origin}${DOCUMENTS_FEED}`,
    link: `${origin}${DOCUMENTS}`,
    author: federation,
    updated: (documents.length > 0 ? new Date(newest) : now).toISOString(),
    entries: documents.map((document) => ({
      url: `${origin}${documentAddress(document.id)}`,
      title: `${designation(document)}: ${document.about}`,
      category: documentKinds[document.kind].name,
      published: document.publishedAt.toISOString(),
      updated: document.editedAt.toISOString(),
      summary: `${document.issuer}, ngày ${formatDay(document.date)}`,
    })),
  });
}

function basisTable({ content }: PublishedGuidance): SafeHtml {
  return ui.table({
    caption: 'Văn bản căn cứ',
    rows: content.basisDocuments,
    rowId: ({ anchor }) => anchor,
    columns: [
      ['Số, ký hiệu', ({ kind, number }) => markup`${kind} số <span class="nowrap">${number}</span>`],
      ['Ngày', ({ date }) => date || '–'],
      ['Cơ quan ban hành', ({ issuer }) => issuer || '–'],
      ['Về việc', ({ about }) => about || '–'],
    ],
  });
}

function listed(document: ListedDocument): ListedPage {
  const { id, about, date, issuer, kind, file } = document;
  return {
    href: documentAddress(id),
    about,
    line: `${documentKinds[kind].name} số ${designation(document)}, ngày ${formatDay(date)}, ${issuer}`,
    file: file ? `Có tệp (${formatSize(file.size)})` : '',
  };
}

function controls({ kind, year, typed }: DocumentQuery): SafeHtml[] {
  const items = Object.values(documentKinds).map(({ slug, name }) => ({ value: slug, text: name }));
  return [
    ui.field({ name: 'q', label: 'Có chữ', value: typed }),
    ui.select({
      name: 'loai',
      label: 'Loại văn bản',
      items: [{ value: '', text: 'Tất cả' }, ...items],
      value: kind ? documentKinds[kind].slug : '',
    }),
    ui.field({ name: 'nam', label: 'Năm', kind: 'number', width: 4, value: String(year ?? '') }),
  ];
}

function addressOf({ kind, year, typed }: DocumentQuery, after?: number): string {
  return withQuery(DOCUMENTS, {
    q: typed,
    loai: kind && documentKinds[kind].slug,
    nam: year === undefined ? undefined : String(year),
    sau: after === undefined ? undefined : String(after),
  });
}
