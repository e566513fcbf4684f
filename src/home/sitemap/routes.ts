import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import type { PageCache } from '../../platform/http/page-cache.js';
import { publishedPages } from './finders.js';
import { robots, sitemap } from './pages.js';

/** For programs that read the portal: which pages there are, and which are nobody's but a person's own. */
export function sitemapRoutes({ db, clock, config: { publicUrl } }: AppDeps, pages: PageCache): Router {
  return Router()
    .get(
      '/robots.txt',
      pages.file(() => Promise.resolve({ type: 'text/plain; charset=utf-8', content: robots(publicUrl) })),
    )
    .get(
      '/sitemap.xml',
      pages.file(async () => {
        // Its addresses are absolute, and what a visitor calls the portal is not to be believed.
        if (publicUrl === undefined) throw new NotFound('Cổng chưa được đặt địa chỉ công khai (PUBLIC_URL).');
        const content = sitemap(publicUrl, await publishedPages(db, clock()));
        return { type: 'application/xml; charset=utf-8', content };
      }),
    );
}
