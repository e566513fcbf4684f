import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/page-cache.js';
import { renderPage } from '../platform/render.js';
import { audiences } from '../guidance/content.js';
import { currentGuidance } from '../guidance/finders.js';
import { audiencePages } from '../guidance/rules.js';
import { audiencesPage, guidanceTextPage, obligationsPage } from './pages.js';

/** The public pages of the guidance: whole text, obligations by audience. */
export function readingRoutes({ db, clock }: AppDeps, pages: PageCache): Router {
  const router = Router();
  router.get(
    '/huong-dan',
    pages.page(async (chrome) =>
      renderPage('reading/text', guidanceTextPage(await currentGuidance(db, clock())), chrome),
    ),
  );
  router.get(
    '/nghia-vu',
    pages.page(async (chrome) =>
      renderPage('reading/audiences', audiencesPage(await currentGuidance(db, clock())), chrome),
    ),
  );
  for (const audience of audiences)
    router.get(
      `/nghia-vu/${audiencePages[audience].slug}`,
      pages.page(async (chrome) => {
        const model = obligationsPage(await currentGuidance(db, clock()), audience);
        return renderPage('reading/obligations', model, chrome);
      }),
    );
  return router;
}
