import { Router } from 'express';
import type { AppDeps } from '../deps.js';
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
    pages.page(async (chrome) =>
      renderPage('guidance/text', guidanceTextPage(await currentGuidance(db)), chrome),
    ),
  );
  router.get(
    '/nghia-vu',
    pages.page(async (chrome) =>
      renderPage('guidance/audiences', audiencesPage(await currentGuidance(db)), chrome),
    ),
  );
  for (const audience of audiences)
    router.get(
      `/nghia-vu/${audiencePages[audience].slug}`,
      pages.page(async (chrome) => {
        const model = obligationsPage(await currentGuidance(db), audience);
        return renderPage('guidance/obligations', model, chrome);
      }),
    );
  router.get(
    '/van-ban',
    pages.page(async (chrome) =>
      renderPage('guidance/documents', documentsPage(await currentGuidance(db)), chrome),
    ),
  );
  return router;
}
