import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { anonymousChrome } from '../platform/chrome.js';
import type { PageCache } from '../platform/page-cache.js';
import { renderPage } from '../platform/render.js';
import { audiences } from './content.js';
import { currentGuidance } from './finders.js';
import { audiencePages, audiencesPage, documentsPage, guidanceTextPage, obligationsPage } from './pages.js';

/** The public pages of the guidance: whole text, obligations by audience, basis documents. */
export function guidanceRoutes({ db }: AppDeps, pages: PageCache): Router {
  const router = Router();
  router.get(
    '/huong-dan',
    pages.page(async () =>
      renderPage('guidance/text', guidanceTextPage(await currentGuidance(db)), anonymousChrome),
    ),
  );
  router.get(
    '/nghia-vu',
    pages.page(async () =>
      renderPage('guidance/audiences', audiencesPage(await currentGuidance(db)), anonymousChrome),
    ),
  );
  for (const audience of audiences)
    router.get(
      `/nghia-vu/${audiencePages[audience].slug}`,
      pages.page(async () => {
        const model = obligationsPage(await currentGuidance(db), audience);
        return renderPage('guidance/obligations', model, anonymousChrome);
      }),
    );
  router.get(
    '/van-ban',
    pages.page(async () =>
      renderPage('guidance/documents', documentsPage(await currentGuidance(db)), anonymousChrome),
    ),
  );
  return router;
}
