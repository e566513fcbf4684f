import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import type { PageCache } from '../../platform/http/page-cache.js';
import { SECURITY_TEXT } from '../addresses.js';
import { publishedPages } from './finders.js';
import { robots, securityText, sitemap } from './pages.js';

/** For programs that read the portal: which pages there are, which are a person's own, and whom to tell of a weakness. */
export function sitemapRoutes({ db, clock, config }: AppDeps, pages: PageCache): Router {
  const { publicUrl, securityContact } = config;
  return Router()
    .get(
      '/robots.txt',
      pages.file(() => Promise.resolve({ type: 'text/plain; charset=utf-8', content: robots(publicUrl) })),
    )
    .get(
      SECURITY_TEXT,
      pages.file(() => {
        if (securityContact === undefined) throw new NotFound('Cổng chưa có nơi nhận tin báo về an toàn.');
        const content = securityText(securityContact, publicUrl, clock());
        return Promise.resolve({ type: 'text/plain; charset=utf-8', content });
      }),
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
