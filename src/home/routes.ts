import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/page-cache.js';
import { renderPage } from '../platform/render.js';
import { currentPeriod } from '../periods/finders.js';
import { newestResults } from './finders.js';
import { homePage } from './pages.js';

/** The home page, help, and the accessibility statement. */
export function homeRoutes({ db, clock }: AppDeps, pages: PageCache): Router {
  const router = Router();
  router.get(
    '/',
    pages.page(async (chrome) =>
      renderPage('home/home', homePage(await currentPeriod(db), await newestResults(db), clock()), chrome),
    ),
  );
  router.get(
    '/tro-giup',
    pages.page((chrome) =>
      Promise.resolve(renderPage('home/help', { title: 'Trợ giúp', nav: 'help' }, chrome)),
    ),
  );
  router.get(
    '/tiep-can',
    pages.page((chrome) =>
      Promise.resolve(renderPage('home/accessibility', { title: 'Khả năng tiếp cận' }, chrome)),
    ),
  );
  return router;
}
