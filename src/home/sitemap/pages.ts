import { audiencePages } from '../../guidance/rules.js';
import { template } from '../../platform/page/templates.js';
import type { PublishedPage } from './finders.js';
import { audiences } from '../../form/audiences.js';

const ALWAYS = [
  '/',
  '/huong-dan',
  '/huong-dan/cac-ban',
  '/nghia-vu',
  ...audiences.map((audience) => `/nghia-vu/${audiencePages[audience].slug}`),
  '/nghia-vu/toi-la-ai',
  '/van-ban',
  '/thong-bao',
  '/xac-thuc',
  '/tro-giup',
  '/tiep-can',
];

/** What is a person's own, or changes with every question. */
const CLOSED = [
  '/bao-cao',
  '/theo-doi',
  '/viec-xet-duyet',
  '/xet-duyet',
  '/don-doc',
  '/tong-hop',
  '/kiem-tra',
  '/xac-nhan',
  '/quan-tri',
  '/tai-khoan',
  '/dang-nhap',
  '/kich-hoat',
  '/thiet-lap',
  '/tim-kiem',
];

const sitemapTemplate = template<object>('home/sitemap', 'page');

/** The addresses of all public pages (sitemaps.org). `origin` without a slash at its end. */
export function sitemap(origin: string, published: readonly PublishedPage[]): string {
  const pages = [
    ...ALWAYS.map((path) => ({ url: `${origin}${path}`, changed: '' })),
    ...published.map(({ path, changedAt }) => ({
      url: `${origin}${path}`,
      changed: changedAt.toISOString(),
    })),
  ];
  return sitemapTemplate({ pages });
}

/** Which pages robots leave alone (RFC 9309). */
export function robots(origin: string | undefined): string {
  const closed = CLOSED.map((path) => `Disallow: ${path}`);
  const map = origin === undefined ? [] : ['', `Sitemap: ${origin}/sitemap.xml`];
  return ['User-agent: *', ...closed, ...map, ''].join('\n');
}
