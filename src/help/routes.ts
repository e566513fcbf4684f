import { Router } from 'express';
import type { PageCache } from '../platform/http/page-cache.js';
import { renderPage } from '../platform/page/render.js';
import { guideAddress, HELP } from './addresses.js';
import { guides } from './guides.js';
import { guidePage, helpPage } from './pages.js';

/** The user guide: who does what, and one page a role. */
export function helpRoutes(pages: PageCache): Router {
  const router = Router();
  router.get(
    HELP,
    pages.page((chrome) => Promise.resolve(renderPage('help/index', helpPage(), chrome))),
  );
  for (const guide of guides)
    router.get(
      guideAddress(guide.slug),
      pages.page((chrome) => Promise.resolve(renderPage('help/guide', guidePage(guide), chrome))),
    );
  return router;
}
