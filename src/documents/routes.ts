import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/page-cache.js';
import { renderPage } from '../platform/render.js';
import { currentGuidance } from '../guidance/finders.js';
import { documentsPage } from './pages.js';

/** /van-ban: the documents that the guidance rests on. */
export function documentRoutes({ db, clock }: AppDeps, pages: PageCache): Router {
  return Router().get(
    '/van-ban',
    pages.page(async (chrome) =>
      renderPage('documents/list', documentsPage(await currentGuidance(db, clock())), chrome),
    ),
  );
}
