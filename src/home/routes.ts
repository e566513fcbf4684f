import type { Router } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/http/page-cache.js';
import { renderPage } from '../platform/page/render.js';
import { currentAnnouncements } from '../announcements/finders.js';
import { currentPeriod } from '../periods/finders.js';
import { newestResults } from './finders.js';
import { sitemapRoutes } from './sitemap/routes.js';
import { homePage } from './pages.js';
import { ACCESSIBILITY } from './addresses.js';

/** How many announcements have room on the home page. */
const ANNOUNCEMENTS = 3;

/** The home page, the accessibility statement, and the map of the portal for programs. */
export function homeRoutes(deps: AppDeps, pages: PageCache): Router {
  const { db, clock } = deps;
  const router = sitemapRoutes(deps, pages);
  router.get(
    '/',
    pages.page(async (chrome) => {
      const [period, results, announcements] = await Promise.all([
        currentPeriod(db),
        newestResults(db),
        currentAnnouncements(db, 'EVERYONE', clock(), ANNOUNCEMENTS),
      ]);
      return renderPage(
        'home/home',
        homePage({ period, results, announcements, federation: chrome.federation }, clock()),
        chrome,
      );
    }),
  );
  router.get(
    ACCESSIBILITY,
    pages.page((chrome) =>
      Promise.resolve(renderPage('home/accessibility', { title: 'Khả năng tiếp cận' }, chrome)),
    ),
  );
  return router;
}
